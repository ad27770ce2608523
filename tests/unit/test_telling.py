"""Where there is no room for a path, what tells it from those beside it stays longest."""

import pytest

from fbrowser.common.telling import shortened


@pytest.mark.parametrize(
    ("path", "beside", "forms"),
    [
        ("a/b/c", [], ["a/b/c"] * 3),
        ("a/b/c", ["a/b/c", ""], ["a/b/c"] * 3),
        ("work/one/src", ["work/two/src"], ["\u2026/one/src", "work/one/\u2026", "\u2026/one/\u2026"]),
        ("work/one/src", ["work/two", "x"], ["\u2026/one/src", "work/one/src", "\u2026/one/src"]),
        ("a/b", ["a/b/c"], []),
        ("a/b/a", ["a/a"], ["\u2026/b/a", "a/b/\u2026", "\u2026/b/\u2026"]),
        ("", ["a"], [""] * 3),
    ],
)
def test_what_others_have_as_well_goes_first(path: str, beside: list[str], forms: list[str]) -> None:
    assert [*shortened(path, beside)] == [path, *forms]
