"""Settings and places of the program itself."""
