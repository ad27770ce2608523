"""Qt item models, and the plain data they show."""
