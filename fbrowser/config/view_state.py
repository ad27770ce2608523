"""View state: how the user has arranged what is seen, columns and sidebar, in one small file of the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser.common.translation import later
from fbrowser.config.data_file import DataFile, as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable

_WIDEST: Final = 10_000
_MOST_COLUMNS: Final = 50
PLACES_WIDTH: Final = 220


class ColumnWidth(NamedTuple):
    """A column that is shown."""

    name: str
    width: int
    """Logical pixels; 0: as wide as it is by default."""


Columns = tuple[ColumnWidth, ...]
"""The columns of a kind of view, from the left; those that are not named are not shown."""


class ViewState(NamedTuple):
    """What is kept."""

    has_places: bool = True
    """Whether the sidebar is shown."""
    places_width: int = PLACES_WIDTH
    folder: Columns | None = None
    """None: as by default."""
    result: Columns | None = None

    def with_columns(self, kind: str, columns: Columns | None) -> ViewState:
        """Return it with other columns for a kind of view, folder or result."""
        return self._replace(result=columns) if kind == "result" else self._replace(folder=columns)

    def columns(self, kind: str) -> Columns | None:
        """Return the columns of a kind of view."""
        return self.result if kind == "result" else self.folder


def load() -> ViewState:
    """Return what is kept; what is not there or makes no sense is as by default.

    Raises EnvironmentProblem, see fbrowser.config.places.
    """
    return _FILE.load()


def change(*changes: Callable[[ViewState], ViewState]) -> ViewState:
    """Make changes to what is kept by now; return what is kept then. Raises EnvironmentProblem, see data_file."""
    return _FILE.change(*changes)


def _read(table: dict[str, Any]) -> ViewState:
    width = _number(table.get("places_width"))
    return ViewState(
        has_places=table.get("has_places") is not False,
        places_width=width or PLACES_WIDTH,
        folder=_columns(table.get("folder")),
        result=_columns(table.get("result")),
    )


def _columns(data: object) -> Columns | None:
    """Return columns as they were written; None if that makes no sense."""
    if not isinstance(data, list):
        return None
    found: dict[str, ColumnWidth] = {}
    for each in cast("list[Any]", data)[:_MOST_COLUMNS]:
        match each:
            case [str(name), int() as width]:
                found.setdefault(name, ColumnWidth(name, _number(width)))
            case _:
                pass
    return tuple(found.values()) or None


def _number(value: object) -> int:
    return value if isinstance(value, int) and value is not True and 0 < value <= _WIDEST else 0


def _written(state: ViewState) -> dict[str, object]:
    return {
        "has_places": state.has_places,
        "places_width": state.places_width,
        "folder": state.folder,
        "result": state.result,
    }


_FILE: Final = DataFile[ViewState](
    b"view.json",
    (as_it_is,),
    _read,
    _written,
    later("Columns and sidebar stay as they are until the window is closed."),
)
