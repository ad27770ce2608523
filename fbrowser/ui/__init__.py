"""Widgets: the window and what is in it."""
