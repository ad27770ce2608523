"""Failure notice: says once, above the table, why the index is not up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fbrowser.common.errors import EnvironmentProblem
    from fbrowser.ui.pages import Banner


class FailureNotice:
    """Remembers what it has said: what the user has put away does not come back by itself."""

    def __init__(self, banner: Banner) -> None:
        """Have said nothing."""
        self._banner = banner
        self._said = ""

    def take(self, failure: EnvironmentProblem | None, *, has_table: bool) -> None:
        """Say a failure if there is a table to say it above, and take it back when it is over."""
        if failure is None:
            if self._said and self._banner.text() == self._said:
                self._banner.hide()
            self._said = ""
        elif has_table and str(failure) != self._said:
            self._said = str(failure)
            self._banner.say(failure)
