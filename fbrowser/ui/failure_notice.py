"""Failure notice: says once, above the table, why the index is not up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.ui.pages import Banner


class FailureNotice:
    """Remembers what it has said: what the user has put away does not come back by itself."""

    def __init__(self, banner: Callable[[], Banner]) -> None:
        """Have said nothing. banner: returns where to say it then."""
        self._banner = banner
        self._said = ""
        self._told: EnvironmentProblem | None = None

    def take(self, failure: EnvironmentProblem | None, *, has_table: bool) -> None:
        """Say a failure if there is a table to say it above, and take it back when it is over."""
        said = "" if failure is None else str(failure) if has_table else self._said
        if said == self._said:
            return
        if self._told is not None:
            self._banner().take_back(self._told)
        self._said, self._told = said, failure
        if failure is not None:
            self._banner().say_besides(failure)
