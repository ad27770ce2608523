"""Neither an order chosen while news are planned, nor news that come while a folder is sorted, can get lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest
from pytestqt.qtbot import QtBot

from fbrowser.models.listing import Column, Sort
from fbrowser.ui.file_view import FileView
from fbrowser.ui.presenter import AT_ONCE, Presenter
from tests.helpers.snapshots import make_snapshot

if TYPE_CHECKING:
    from fbrowser.services.tasks import Tasks


class Later:
    """Tasks that run when they are told to."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[..., Any], Callable[[Any], None]]] = []

    def run(self, function: Callable[..., Any], *, on_result: Callable[[Any], None], **_: object) -> None:
        """Remember what to run."""
        self.waiting.append((function, on_result))

    def run_all(self) -> None:
        """Run everything, and what comes of it."""
        while self.waiting:
            function, on_result = self.waiting.pop(0)
            on_result(function(None))


@pytest.fixture
def view(qtbot: QtBot) -> FileView:
    view = FileView()
    qtbot.addWidget(view)
    return view


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def presenter(view: FileView, later: Later) -> Presenter:
    return Presenter(view, cast("Tasks", later), view)


BY_SIZE = Sort(Column.SIZE, descending=True)


def test_an_order_chosen_while_news_are_planned(view: FileView, later: Later, presenter: Presenter) -> None:
    old, new = make_snapshot({"a": 1}), make_snapshot({"a": 1, "b": 2}, generation=2)
    presenter.present(old, 0)
    presenter.present(new, 0)
    view.sort_requested.emit(BY_SIZE)
    later.run_all()
    assert view.listing is not None
    assert (view.listing.snapshot, view.listing.sort) == (new, BY_SIZE)


def test_an_order_chosen_while_a_folder_is_sorted(view: FileView, later: Later, presenter: Presenter) -> None:
    snapshot = make_snapshot({"big": {str(number): number for number in range(AT_ONCE + 1)}, "x": 1})
    presenter.present(snapshot, 0)
    view.sort_requested.emit(BY_SIZE)
    later.run_all()
    presenter.present(snapshot, 1)
    view.sort_requested.emit(Sort())
    later.run_all()
    assert view.listing is not None
    assert (view.listing.path, view.listing.sort) == (b"/r/big", Sort())


def test_what_was_left_does_not_come_back(view: FileView, later: Later, presenter: Presenter) -> None:
    old, new = make_snapshot({"a": 1}), make_snapshot({"b": 2}, generation=2)
    presenter.present(old, 0)
    presenter.present(new, 0)
    presenter.forget()
    later.run_all()
    assert view.listing is not None
    assert view.listing.snapshot is old


def test_what_is_shown_already_is_said_again(qtbot: QtBot, view: FileView, presenter: Presenter) -> None:
    snapshot = make_snapshot({"a": 1})
    presenter.present(snapshot, 0)
    with qtbot.waitSignal(presenter.presented):
        presenter.present(snapshot, 0)
    assert view.table.rowCount() == 1
