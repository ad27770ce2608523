"""Which columns there are: as by default, as they were kept, and as many as there is room for."""

import pytest

from fbrowser.config.view_state import ColumnWidth
from fbrowser.models.columns import (
    WIDTHS,
    Kind,
    arranged,
    fitting,
    moved,
    offered,
    resized,
    seen,
    to_keep,
    toggled,
)
from fbrowser.models.listing import Column

NAME, SIZE, KIND, ITEMS = Column.NAME, Column.SIZE, Column.KIND, Column.ITEMS
FOLDER, MODIFIED = Column.FOLDER, Column.MODIFIED


def columns(*names: Column) -> list[tuple[Column, int]]:
    return [(name, WIDTHS[name]) for name in names]


def unsized(*names: Column) -> list[tuple[Column, int]]:
    return [(name, 0) for name in names]


@pytest.mark.parametrize("kind", ["folder", "result"])
def test_by_default_nothing_is_kept(kind: Kind) -> None:
    assert to_keep(arranged(None, kind), kind) is None
    assert arranged(None, kind)[0][0] is NAME


def test_what_was_kept_comes_back() -> None:
    wanted = [(NAME, 0), (ITEMS, 77), (SIZE, 120)]
    kept = to_keep(wanted, "folder")
    assert kept == (ColumnWidth("name", 0), ColumnWidth("items", 77), ColumnWidth("size", 120))
    assert arranged(kept, "folder") == wanted


def test_what_is_unknown_too_narrow_or_has_no_place_there_does_no_harm() -> None:
    kept = (ColumnWidth("colour", 50), ColumnWidth("folder", 200), ColumnWidth("size", 3), ColumnWidth("kind", 0))
    assert arranged(kept, "folder") == [(NAME, 0), (SIZE, 60), (KIND, 0)]
    assert [column for column, _ in arranged(kept, "result")] == [NAME, Column.FOLDER, SIZE, KIND]
    assert arranged((), "folder") == unsized(NAME)


def test_a_narrow_table_goes_without_some() -> None:
    wanted = columns(NAME, ITEMS, SIZE, KIND)
    widths = sum(width for _, width in wanted)
    assert fitting(wanted, widths, "folder") == wanted
    assert fitting(wanted, widths - 1, "folder") == columns(NAME, SIZE, KIND)
    assert fitting(wanted, 0, "folder") == columns(NAME)


def test_of_a_result_where_things_lie_stays_longest() -> None:
    wanted = columns(NAME, FOLDER, SIZE, MODIFIED, KIND)
    both = WIDTHS[NAME] + WIDTHS[FOLDER]
    assert fitting(wanted, both + WIDTHS[MODIFIED] + WIDTHS[KIND], "result") == columns(
        NAME, FOLDER, MODIFIED, KIND
    )
    assert fitting(wanted, both, "result") == columns(NAME, FOLDER)
    assert fitting(wanted, both - 100, "result") == [*columns(NAME), (FOLDER, WIDTHS[FOLDER] - 100)]
    assert fitting(wanted, WIDTHS[NAME], "result") == columns(NAME)


def test_one_is_chosen_and_left_out_again() -> None:
    more = toggled(unsized(NAME, SIZE), ITEMS)
    assert more == unsized(NAME, SIZE, ITEMS)
    assert toggled(more, SIZE) == unsized(NAME, ITEMS)


def test_one_is_moved_but_never_before_the_name() -> None:
    wanted = columns(NAME, ITEMS, SIZE, KIND)
    assert moved(wanted, SIZE, -1) == columns(NAME, SIZE, ITEMS, KIND)
    assert moved(wanted, SIZE, -9) == columns(NAME, SIZE, ITEMS, KIND)
    assert moved(wanted, ITEMS, 9) == columns(NAME, SIZE, KIND, ITEMS)
    assert moved(wanted, NAME, 1) == moved(wanted, MODIFIED, 1) == wanted


def test_one_is_sized_but_not_to_nothing() -> None:
    assert resized(columns(NAME, SIZE), SIZE, 77) == [*columns(NAME), (SIZE, 77)]
    assert resized(columns(NAME, SIZE), SIZE, 0) == [*columns(NAME), (SIZE, 60)]


def test_only_a_result_has_folders() -> None:
    assert Column.FOLDER in offered("result")
    assert Column.FOLDER not in offered("folder")
    assert NAME not in offered("folder")


def test_what_is_not_seen_keeps_its_place() -> None:
    before = columns(NAME, ITEMS, SIZE, KIND)
    assert seen(before, columns(NAME, SIZE, KIND)) == before
    assert [column for column, _ in seen(before, columns(NAME, KIND, SIZE))] == [NAME, ITEMS, KIND, SIZE]
