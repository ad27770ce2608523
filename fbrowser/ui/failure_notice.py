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
        self._said: EnvironmentProblem | None = None
        self._where: Banner | None = None

    def take(self, failure: EnvironmentProblem | None, *, has_table: bool) -> None:
        """Say a failure if there is a table to say it above, and take it back when it is over."""
        if _data(failure) == _data(self._said) or (failure and not has_table):
            return
        if self._said and self._where and isValid(self._where):  # that may be in another tab
            self._where.take_back(self._said)
        self._said = failure
        if failure:
            self._where = self._banner()
            self._where.say_besides(failure)


def _data(failure: EnvironmentProblem | None) -> object:
    """Return what makes it what it is, in whatever language it is read."""
    return failure and failure.as_data()
