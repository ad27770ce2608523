"""Pseudo-language: every text that translators would get is marked, so that one that they would not is seen."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

from fbrowser.common.translation import LANGUAGES
from tests.helpers.catalogues import Found, collect

LANGUAGE: Final = "xx"
_MARKED: Final = re.compile("\u27e6[^\u27e6\u27e7]*\u27e7")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_TAG: Final = re.compile(r"<[^>]*>")
_PERMISSIONS: Final = re.compile(r"\b[rwxst-]{9}(?!\w)")
_ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
CONTRACTS: Final = ("files", "search", "location", "status")
"""Accessible names that are the same in every language."""


class Pseudo:
    """A catalogue that has every text of the sources, with a mark around it."""

    def __init__(self) -> None:
        """Collect the texts."""
        found: list[Found] = collect()
        self._texts = {(each.context, text) for each in found for text in (each.text, each.many)}

    def gettext(self, message: str, /) -> str:
        """Return a text with its mark, if translators would get it."""
        return _marked(message) if (None, message) in self._texts else message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form for a number, likewise."""
        return self.gettext(one if count == 1 else many)

    def pgettext(self, context: str, message: str, /) -> str:
        """Return a text of a context, likewise; what are only signs stays as it is."""
        is_known = (context, message) in self._texts and _WORD.search(message)
        return _marked(message) if is_known else message


def _marked(text: str) -> str:
    return "|".join(f"\u27e6{part}\u27e7" for part in text.split("|"))


def unmarked(texts: Iterable[tuple[str, str]], names: Iterable[str]) -> list[str]:
    """Return those of some texts that have a word that is neither marked nor a name; each with where it is seen."""
    known = {word for name in names for word in _WORD.findall(name)} | set(LANGUAGES.values())
    return [f"{where}: {text!r}" for where, text in texts if set(_WORD.findall(_rest(text))) - known]


def _rest(text: str) -> str:
    """Return what of a text is not marked."""
    text = _PERMISSIONS.sub("", _TAG.sub("", text))
    while (shorter := _MARKED.sub("", text)) != text:
        text = shorter
    return text


def seen(window: QWidget) -> Iterator[tuple[str, str]]:
    """Yield every text of what is seen in a window, or told to a screen reader; with where it is."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisibleTo(window.window()) or widget is window:
            where = f"{type(widget.parent()).__name__} > {type(widget).__name__}"
            yield from ((f"{where}.{what}", text) for what, text in _of_widget(widget) if text)


def _of_widget(widget: QWidget) -> Iterator[tuple[str, str]]:
    if widget.accessibleName() not in CONTRACTS:
        yield "accessibleName", widget.accessibleName()
    yield "accessibleDescription", widget.accessibleDescription()
    yield "toolTip", widget.toolTip()
    yield "windowTitle", widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield "text", widget.text()
        case QLineEdit():
            yield "placeholderText", widget.placeholderText()
        case QComboBox():
            yield from (("item", widget.itemText(at)) for at in range(widget.count()))
        case QTabBar():
            yield from (("tab", widget.tabText(at)) for at in range(widget.count()))
        case QMenu():
            yield from of_menu(widget)
        case QHeaderView():
            return
        case QAbstractItemView():
            yield from _of_view(widget)
        case _:
            return


def _of_view(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    for column in range(model.columnCount() if isinstance(view, QTableView) else 1):
        if isinstance(view, QTableView):
            yield "header", str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            yield from (
                ("cell", str(model.data(model.index(row, column, QModelIndex()), role) or "")) for role in _ROLES
            )


def of_menu(menu: QMenu) -> Iterator[tuple[str, str]]:
    """Yield the texts of a menu, and of those below it."""
    yield "title", menu.title()
    for action in menu.actions():
        yield from of_action(action)
        below = action.menu()
        if isinstance(below, QMenu):
            yield from of_menu(below)


def of_action(action: QAction) -> Iterator[tuple[str, str]]:
    """Yield the texts of an action."""
    yield "action", action.text()
    yield "action.toolTip", action.toolTip()
    yield "action.whatsThis", action.whatsThis()
