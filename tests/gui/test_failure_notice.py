"""What was put away does not come back by itself: neither in another language, nor because it is found again."""

import pytest
from pytestqt.qtbot import QtBot

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.ui.failure_notice import FailureNotice
from fbrowser.ui.pages import Banner


def problem(path: str) -> EnvironmentProblem:
    return EnvironmentProblem("{path} cannot be read.", path=path)


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    banner = Banner()
    qtbot.addWidget(banner)
    return banner


def test_what_was_put_away_stays_away_in_any_language(banner: Banner, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = FailureNotice(lambda: banner)
    notice.take(problem("/a"), has_table=True)
    assert banner.text() == "/a cannot be read."
    banner.hide()
    monkeypatch.setattr(EnvironmentProblem, "__str__", lambda _: "Nicht lesbar.")
    notice.take(problem("/a"), has_table=True)
    assert banner.isHidden()
    notice.take(problem("/b"), has_table=True)
    assert not banner.isHidden()


def test_what_is_over_is_taken_back_and_what_is_said_besides_stays(banner: Banner) -> None:
    one, other = FailureNotice(lambda: banner), FailureNotice(lambda: banner)
    one.take(problem("/a"), has_table=False)
    assert banner.isHidden(), "there is nothing to say it above"
    one.take(problem("/a"), has_table=True)
    other.take(problem("/b"), has_table=True)
    one.take(None, has_table=True)
    assert banner.text() == "/b cannot be read."
    one.take(problem("/c"), has_table=True)
    other.take(None, has_table=True)
    one.take(None, has_table=True)
    assert banner.isHidden()
