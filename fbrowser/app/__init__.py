"""The application: command line, composition of the window, single instance."""
