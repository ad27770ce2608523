"""The README says what the program does now."""

from tests.helpers.readme import END, PARTS, README, written_anew


def test_the_readme_is_up_to_date() -> None:
    text = README.read_text("utf-8")
    assert [text.count(begin) for begin in PARTS] == [1] * len(PARTS)
    assert text.count(END) == len(PARTS)
    assert text == written_anew(text), "run ./dev readme"
