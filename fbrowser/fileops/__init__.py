"""What is done with files. No Qt."""
