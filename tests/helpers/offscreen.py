"""A screen that nobody sees, with room for any window: Qt's own is 800 pixels wide."""

from pathlib import Path
from typing import Final

PLATFORM: Final = f"offscreen:configfile={Path(__file__).with_suffix('.json')}"
"""What QT_QPA_PLATFORM must be before Qt starts."""
