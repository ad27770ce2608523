"""What a result rests on, in words."""

import math
from dataclasses import replace

import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.answer import Answer
from fbrowser.index.snapshot import Unreadable
from fbrowser.models.coverage import coverage
from tests.helpers.snapshots import make_snapshot


def answer(
    *reasons: str, age_s: float = 12, rebuilding: bool = False, failed: bool = False, left_out: int = 0
) -> Answer:
    snapshot = make_snapshot({"a": {}, "b": {}, "c": {}})
    missing = tuple(Unreadable(row, why) for row, why in enumerate(reasons))
    failure = EnvironmentProblem("The disk is full.") if failed else None
    snapshot = replace(snapshot, unreadable=missing, left_out_folders=left_out)
    return Answer(b"/r", snapshot, rebuilding, 1, age_s, failure)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (answer(), "index 12 s old"),
        (answer("permission denied"), "index 12 s old, 1 folder unreadable"),
        (
            answer("permission denied", "the disk reports an error", "did not answer", age_s=200),
            "index 3 min old, 2 folders unreadable, 1 drive offline",
        ),
        (answer("the network share is gone", rebuilding=True), "index 12 s old, 1 drive offline, being refreshed"),
        (answer(left_out=1), "index 12 s old, 1 folder left out"),
        (answer("permission denied", left_out=2000), "index 12 s old, 1 folder unreadable, 2,000 folders left out"),
        (answer(age_s=math.inf, failed=True), "index of unknown age, the last refresh failed"),
        (answer()._replace(snapshot=None), "not indexed: only this folder itself was searched"),
    ],
)
def test_one_root(given: Answer, said: str) -> None:
    assert coverage([given]) == said


def test_several_roots_and_the_time_that_passed() -> None:
    two = [answer("permission denied", left_out=1), answer("permission denied", age_s=40, left_out=2)]
    said = "2 indexes, the oldest 50 s old, 2 folders unreadable, 3 folders left out"
    assert coverage(two, waited_s=10) == said
