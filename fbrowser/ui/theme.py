"""Theme: the system's own style and colours, or a calm pair of our own where the system has none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_Role = QPalette.ColorRole
_LIGHT: Final = {
    _Role.Window: "#f6f6f7",
    _Role.WindowText: "#1c1c1e",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#fff6dd",
    _Role.Text: "#1c1c1e",
    _Role.Button: "#f6f6f7",
    _Role.ButtonText: "#3a3a3d",
    _Role.PlaceholderText: "#6b6b70",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1c1c1e",
    _Role.Highlight: "#2f6fde",
    _Role.HighlightedText: "#ffffff",
    _Role.Mid: "#d9d9dd",
}
_DARK: Final = {
    _Role.Window: "#26272b",
    _Role.WindowText: "#ececf0",
    _Role.Base: "#1c1d20",
    _Role.AlternateBase: "#41371c",
    _Role.Text: "#ececf0",
    _Role.Button: "#26272b",
    _Role.ButtonText: "#c9c9cf",
    _Role.PlaceholderText: "#9a9aa2",
    _Role.ToolTipBase: "#303136",
    _Role.ToolTipText: "#ececf0",
    _Role.Highlight: "#3468c9",
    _Role.HighlightedText: "#ffffff",
    _Role.Mid: "#3b3c42",
}
_INACTIVE: Final = {False: "#c9d8f4", True: "#34425e"}


STYLE: Final = ["-style", "fusion"] if sys.platform == "linux" else []
"""Arguments of QApplication: setStyle would hand out a QStyle, and PySide build its enumerations for it, 6 ms."""


def dress(app: QApplication) -> None:
    """Give the application its colours, and again whenever the system turns light or dark."""
    if sys.platform != "linux":
        return  # Windows and macOS have a style and colours of their own
    hints = app.styleHints()

    def colour(scheme: Qt.ColorScheme) -> None:
        app.setPalette(palette(dark=scheme == Qt.ColorScheme.Dark))

    hints.colorSchemeChanged.connect(colour)
    colour(hints.colorScheme())


def palette(*, dark: bool) -> QPalette:
    """Return our light or dark colours, with the system's accent where it has one."""
    found = QPalette()
    accent = found.color(_Role.Accent)
    default = QColor("#308cc6")  # Fusion's own, which means that the system named none
    for role, name in (_DARK if dark else _LIGHT).items():
        found.setColor(role, QColor(name))
    if accent.isValid() and accent != default and accent.saturation() > 60:  # noqa: PLR2004 - grey is no accent
        found.setColor(_Role.Highlight, accent)
    found.setColor(_Role.Accent, found.color(_Role.Highlight))
    inactive = QPalette.ColorGroup.Inactive
    found.setColor(inactive, _Role.Highlight, QColor(_INACTIVE[dark]))
    found.setColor(inactive, _Role.HighlightedText, found.color(_Role.Text))
    disabled = QPalette.ColorGroup.Disabled
    for role in (_Role.ButtonText, _Role.WindowText, _Role.Text):
        faint = found.color(role)
        faint.setAlphaF(0.35)
        found.setColor(disabled, role, faint)
    return found
