"""fbrowser: a desktop file browser that never freezes and already knows where everything is."""

__version__ = "0.1.0"
