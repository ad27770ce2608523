"""Key event: which keys of `fbrowser.commands.keys` one of Qt's may stand for, whatever the layout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from fbrowser.commands.keys import NAMES, Key, key

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_Held = Qt.KeyboardModifier
_QT_NAMES: Final = {
    "Enter": ("Return", "Enter"),
    "Esc": ("Escape",),
    "Tab": ("Tab", "Backtab"),
}
"""What Qt calls keys of NAMES, where that is something else."""
_NAMED: Final = {
    getattr(Qt.Key, f"Key_{theirs}").value: ours
    for ours in NAMES
    if not ours.startswith("Num")
    for theirs in _QT_NAMES.get(ours, (ours,))
}
_FIRST_SPECIAL: Final = 0x01000000
"""From here on Qt's numbers of keys are no characters."""
_DIGITS: Final = {"linux": 10, "win32": 2}
"""The scan code of the key that is 1 on most keyboards; the next are 2 to 9, then 0."""


def candidates(event: QKeyEvent, platform: str = sys.platform) -> tuple[Key, ...]:
    """Return what a key that was pressed may stand for, the likeliest first; nothing: it is no key of ours.

    A letter of a layout without Latin letters stands for itself, then for the Latin one that is on its key. What
    AltGr makes a character of is that character, with nothing held down. With Ctrl or Alt a key of the row of
    digits stands for its digit also where that takes Shift.
    """
    ctrl, alt, shift, meta = _held(event, platform)
    number, text = event.key(), event.text()
    typed = text if len(text) == 1 and text.isprintable() and text != " " else ""
    if typed and _is_alt_gr(event, platform):
        return (key(typed),)
    name = _NAMED.get(number)
    if name is not None:
        shift = shift or number == Qt.Key.Key_Backtab.value
        return (key(name, ctrl=ctrl, alt=alt, shift=shift, meta=meta),)
    standing = chr(number) if 0 < number < _FIRST_SPECIAL and number <= sys.maxunicode else ""
    names = [typed, standing if standing.isprintable() else ""]
    if event.modifiers() & _Held.KeypadModifier and standing in tuple("0123456789+-*/.,"):
        names.insert(0, f"Num{standing}")
    if (ctrl or alt or meta) and not shift:
        names.append(_digit(event.nativeScanCode(), platform))
    found = [key(each, ctrl=ctrl, alt=alt, shift=shift, meta=meta) for each in names if each]
    return tuple(dict.fromkeys(found))


def _held(event: QKeyEvent, platform: str) -> tuple[bool, bool, bool, bool]:
    """Return whether control, alt, shift, and the command key or that with the logo are held down."""
    held = event.modifiers()
    control, logo = bool(held & _Held.ControlModifier), bool(held & _Held.MetaModifier)
    if platform == "darwin":  # there Qt calls the command key Control
        control, logo = logo, control
    return control, bool(held & _Held.AltModifier), bool(held & _Held.ShiftModifier), logo


def _is_alt_gr(event: QKeyEvent, platform: str) -> bool:
    held = event.modifiers()
    both = _Held.ControlModifier | _Held.AltModifier
    return bool(held & _Held.GroupSwitchModifier) or (platform == "win32" and held & both == both)


def _digit(scan_code: int, platform: str) -> str:
    place = scan_code - _DIGITS.get(platform, scan_code + 1)
    return "1234567890"[place] if 0 <= place <= 9 else ""  # noqa: PLR2004 - ten digits
