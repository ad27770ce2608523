"""Ask where: lets a file be named to be written, without an event loop of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from fbrowser.common.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget


def ask_where(
    owner: QWidget, title: str, name: str, kinds: Mapping[str, str], then: Callable[[bytes], None]
) -> QFileDialog:
    """Ask for a file in home; then: is told its path. kinds: words, yet to be translated, and suffixes."""
    dialog = QFileDialog(owner, title, os.path.join(os.path.expanduser("~"), name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {f"{tr(words)} (*.{suffix})": suffix for words, suffix in kinds.items()}
    dialog.setNameFilters([*filters])
    dialog.setDefaultSuffix(next(iter(filters.values())))

    def follow_filter(chosen: str) -> None:
        dialog.setDefaultSuffix(filters[chosen])

    def tell(file: str) -> None:
        then(os.fsencode(file))

    dialog.filterSelected.connect(follow_filter)
    dialog.fileSelected.connect(tell)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()  # and return to the event loop: exec() would turn one of its own
    return dialog
