"""Failure notice: says once, above the table, why the index is not up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shiboken6 import isValid

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
        self._told: tuple[Banner, EnvironmentProblem] | None = None

    def take(self, failure: EnvironmentProblem | None, *, has_table: bool) -> None:
        """Say a failure if there is a table to say it above, and take it back when it is over."""
        said = "" if failure is None else str(failure) if has_table else self._said
        if said == self._said:
            return
        if self._told is not None and isValid(self._told[0]):  # where it was said: that may be another tab's
            self._told[0].take_back(self._told[1])
        self._said, self._told = said, None
        if failure is not None:
            banner = self._banner()
            banner.say_besides(failure)
            self._told = banner, failure
