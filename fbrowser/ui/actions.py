"""Actions: all that can be done with keys, in one table: what for, with which keys, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from fbrowser.ui.main_window import MainWindow
    from fbrowser.ui.pane import Pane

T = TypeVar("T")


@dataclass(frozen=True)
class Deed(Generic[T]):
    """Something that can be done to a pane, or a window."""

    name: str
    words: str
    icon: str
    keys: tuple[str, ...]
    function: Callable[[T], object]


IN_PANE: Final[tuple[Deed[Pane], ...]] = (
    Deed("back", "Back", "arrow-left", ("Alt+Left", "Back"), lambda pane: pane.go_back()),
    Deed("forward", "Forward", "arrow-right", ("Alt+Right", "Forward"), lambda pane: pane.go_forward()),
    Deed("up", "Up", "arrow-up", ("Alt+Up", "Backspace"), lambda pane: pane.go_up()),
    Deed("refresh", "Refresh", "refresh", ("F5", "Ctrl+R"), lambda pane: pane.refresh()),
    Deed("home", "Home", "home", ("Alt+Home",), lambda pane: pane.go_home()),
    Deed("location", "Type a path", "folder", ("Ctrl+L", "Alt+D"), lambda pane: pane.edit_location()),
    Deed("search", "Search", "search", ("Ctrl+F", "F3"), lambda pane: pane.begin_search()),
    Deed("scope", "Search elsewhere", "search", ("Ctrl+Shift+F",), lambda pane: pane.next_scope()),
    Deed("save", "Save this search", "star", ("Ctrl+S",), lambda pane: pane.save_search()),
    Deed("export", "Export the results", "download", ("Ctrl+E",), lambda pane: pane.export()),
    Deed("why", "Why is it here, or not?", "info-circle", ("Ctrl+I",), lambda pane: pane.explain()),
    Deed("reveal", "Show in its folder", "folder", ("Ctrl+Shift+O",), lambda pane: pane.show_in_folder()),
    Deed("unreadable", "Folders that could not be read", "lock", ("Alt+U",), lambda pane: pane.show_unreadable()),
    Deed("places", "Places", "bookmark", ("F9",), lambda pane: pane.show_places()),
    Deed("dismiss", "Dismiss", "x", ("Esc",), lambda pane: pane.dismiss()),
)


def _tab(number: int) -> Deed[MainWindow]:
    words = "Last tab" if number == _LAST else f"Tab {number}"
    return Deed(f"tab {number}", words, "", (f"Alt+{number}",), lambda window: window.show_tab(number))


_LAST: Final = 9
IN_WINDOW: Final[tuple[Deed[MainWindow], ...]] = (
    Deed("new tab", "New tab", "plus", ("Ctrl+T",), lambda window: window.new_tab()),
    Deed("close tab", "Close tab", "x", ("Ctrl+W",), lambda window: window.close_tab()),
    Deed("reopen tab", "Reopen closed tab", "history", ("Ctrl+Shift+T",), lambda window: window.reopen_tab()),
    Deed("next tab", "Next tab", "", ("Ctrl+Tab", "Ctrl+PgDown"), lambda window: window.next_tab()),
    Deed("previous tab", "Previous tab", "", ("Ctrl+Shift+Tab", "Ctrl+PgUp"), lambda window: window.previous_tab()),
    Deed("move tab right", "Move tab right", "", ("Ctrl+Shift+PgDown",), lambda window: window.move_tab(1)),
    Deed("move tab left", "Move tab left", "", ("Ctrl+Shift+PgUp",), lambda window: window.move_tab(-1)),
    *(_tab(number) for number in range(1, _LAST + 1)),
    Deed("other pane", "Other pane", "", ("F6", "Ctrl+Shift+Right"), lambda window: window.switch_pane()),
    Deed("two panes", "Two panes, or one", "", ("Ctrl+F6",), lambda window: window.toggle_second_pane()),
    Deed("swap panes", "Swap panes", "", ("Shift+F6",), lambda window: window.swap_panes()),
    Deed(
        "same folder",
        "This folder in the other pane",
        "",
        ("Alt+F6",),
        lambda window: window.same_folder_in_other_pane(),
    ),
    Deed(
        "open in other",
        "Open in the other pane",
        "",
        ("Ctrl+Shift+Return",),
        lambda window: window.open_in_other_pane(),
    ),
    Deed("quit", "Close the window", "x", ("Ctrl+Q",), lambda window: window.close()),
)


def add_keys(widget: QWidget, deeds: Sequence[Deed[T]], target: Callable[[], T]) -> None:
    """Have the keys of deeds do them, to whatever is the target then, anywhere in the window of a widget."""
    for deed in deeds:
        action = QAction(deed.words, widget)
        action.setShortcuts([QKeySequence(key) for key in deed.keys])
        action.triggered.connect(lambda _=False, deed=deed: deed.function(target()))
        widget.addAction(action)


def make_actions(widget: QWidget, deeds: Sequence[Deed[T]], names: Sequence[str], target: T) -> list[QAction]:
    """Return actions for buttons, in order of their names; the keys are told, but are not theirs."""
    by_name = {deed.name: deed for deed in deeds}
    return [_action(widget, by_name[name], target) for name in names]


def _action(widget: QWidget, deed: Deed[T], target: T) -> QAction:
    action = QAction(deed.words, widget)
    action.setData(deed.icon)
    action.setToolTip(f"{deed.words} ({deed.keys[0]})")
    action.triggered.connect(lambda: deed.function(target))
    return action
