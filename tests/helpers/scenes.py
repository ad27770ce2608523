"""Scenes: what pictures of the window show, each step by step; between two steps the window comes to rest."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fbrowser.common.mistakes import note
from fbrowser.services.index_service import IndexService
from fbrowser.ui.main_window import MainWindow
from tests.helpers.sample_home import EMPTY, LONG

Scene = Callable[[MainWindow, Path], Iterator[None]]
"""Does something with a window on a home, and yields when that should be seen before it goes on."""


def _go(window: MainWindow, folder: Path) -> None:
    window.pane.go(os.fsencode(folder))


def _type(text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)


def folder(window: MainWindow, home: Path) -> Iterator[None]:
    """A folder with a bit of everything."""
    del home
    window.pane.view.put_cursor(2)
    yield


def deep(window: MainWindow, home: Path) -> Iterator[None]:
    """A folder some way down: the breadcrumbs."""
    _go(window, home / "Projects" / "atlas" / "src" / "atlas")
    yield


def search(window: MainWindow, home: Path) -> Iterator[None]:
    """What was typed as pills, what was found with its matches."""
    del home
    window.pane.search_for("report size:<1mb")
    yield


def nothing(window: MainWindow, home: Path) -> Iterator[None]:
    """A search without results, and what may have been meant."""
    del home
    window.pane.search_for("reprot ext:pdf")
    yield


def panes(window: MainWindow, home: Path) -> Iterator[None]:
    """Two panes, in one of several tabs."""
    for name in ("Music", "Projects"):
        window.open_apart(os.fsencode(home / name))
    _go(window, home / "Documents")
    yield
    window.toggle_second_pane()
    yield
    _go(window, home / "Pictures" / "2024 Lisbon")
    yield
    for row in (0, 1):
        window.pane.view.put_cursor(row, extend=row > 0)
    yield


def palette(window: MainWindow, home: Path) -> Iterator[None]:
    """Every command, by a few letters."""
    del home
    window.show_palette()
    _type("tab")
    yield


def go_to(window: MainWindow, home: Path) -> Iterator[None]:
    """Any folder, by a few letters."""
    del home
    window.show_go_to()
    _type("at")
    yield


def key_help(window: MainWindow, home: Path) -> Iterator[None]:
    """Which keys do what."""
    del home
    window.show_key_help()
    yield


def hints(window: MainWindow, home: Path) -> Iterator[None]:
    """Letters on everything that can be activated."""
    _go(window, home / "Projects" / "atlas")
    yield
    window.show_hints()
    yield


def path(window: MainWindow, home: Path) -> Iterator[None]:
    """A path that is being typed, and what it may become."""
    window.pane.location.type_on(os.fsencode(home))
    _type("p")
    yield


def pattern(window: MainWindow, home: Path) -> Iterator[None]:
    """A list that is narrowed by a query."""
    _go(window, home / "Documents")
    yield
    window.pane.filter_list()
    _type("2024")
    yield


def settings(window: MainWindow, home: Path) -> Iterator[None]:
    """The settings."""
    del home
    window.show_settings()
    yield


def about(window: MainWindow, home: Path) -> Iterator[None]:
    """Which version this is, and what it is made of."""
    del home
    window.show_about()
    yield


def report(window: MainWindow, home: Path) -> Iterator[None]:
    """What was written down of a mistake, and what tells of it."""
    del home
    try:
        {}["of a made-up name"]
    except KeyError as error:
        note(error)
    yield
    window.show_reports()
    yield


def long_names(window: MainWindow, home: Path) -> Iterator[None]:
    """Names that are long, and names that would deceive."""
    _go(window, home / LONG)
    yield


def empty(window: MainWindow, home: Path) -> Iterator[None]:
    """A folder with nothing in it."""
    _go(window, home / EMPTY)
    yield


def error(window: MainWindow, home: Path) -> Iterator[None]:
    """A folder that is not there."""
    _go(window, home / "Gone since")
    yield


def loading(window: MainWindow, home: Path) -> Iterator[None]:
    """A folder that does not answer."""
    IndexService.open = lambda *_arguments, **_options: None  # type: ignore[method-assign] - of this process
    _go(window, home.parent / "Share")
    yield


SCENES: Final[dict[str, Scene]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        folder,
        deep,
        search,
        nothing,
        panes,
        palette,
        go_to,
        key_help,
        hints,
        path,
        pattern,
        settings,
        about,
        report,
        long_names,
        empty,
        error,
        loading,
    )
}
