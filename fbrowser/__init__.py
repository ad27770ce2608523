"""fbrowser: a desktop file browser that never freezes and already knows where everything is."""

__version__ = "0.1.0"

APP_ID = "io.github.fbrowser.fbrowser"
"""What desktops know the program by: its desktop file, icon and metainfo have this name, and so has its window."""
