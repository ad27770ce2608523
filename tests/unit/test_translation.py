"""Texts are in the language in force; in English nothing is read for it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from fbrowser.common import format as fmt
from fbrowser.common import translation
from fbrowser.common.errors import EnvironmentProblem, reason
from fbrowser.common.translation import (
    all_of,
    any_of,
    decimal,
    enumerated,
    ntr,
    number,
    ptr,
    quoted,
    tr,
    without_separators,
)

QUOTED: Final = "\u201c{name}\u201d"


class Some:
    """A catalogue of a few texts, in which numbers are written as in German."""

    TEXTS: Final = {
        "{count} file": "{count} Datei",
        "{count} files": "{count} Dateien",
        "{name} is gone.": "{name} ist weg.",
        "Look elsewhere.": "Woanders suchen.",
        "permission denied": "keine Erlaubnis",
        "{path} cannot be read: {why}.": "{path} ist nicht lesbar: {why}.",
    }

    def gettext(self, message: str, /) -> str:
        """Return a translation."""
        assert message, "that would be what the file says about itself"
        return self.TEXTS.get(message, message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form for a number."""
        return self.TEXTS[one if count == 1 else many]

    def pgettext(self, context: str, message: str, /) -> str:
        """Return the translation in a context."""
        return {
            ",": ".",
            ".": ",",
            QUOTED: "\u201e{name}\u201c",
            "Home": "Pos1" if context == "key" else "Zuhause",
        }.get(message, message)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    yield
    translation.use_catalogue(translation.ENGLISH, None)


def test_english_is_as_in_the_sources() -> None:
    assert tr("{name} is gone.", name="a{b}") == "a{b} is gone."
    assert tr("{braces} that are none") == "{braces} that are none"
    assert [ntr("{count} file", "{count} files", count) for count in (0, 1, 1234)] == [
        "0 files",
        "1 file",
        "1,234 files",
    ]
    assert ptr("key", "Home") == "Home"
    assert (number(-1234567), decimal(1234.56, 1), decimal(2, 0)) == ("-1,234,567", "1,234.6", "2")


def test_another_language_has_its_texts_and_its_numbers() -> None:
    translation.use_catalogue("de", Some())
    assert tr("{name} is gone.", name="a{b}") == "a{b} ist weg."
    assert tr("not there") == "not there"
    assert tr("") == ""
    assert [ntr("{count} file", "{count} files", count) for count in (1, 1234)] == ["1 Datei", "1.234 Dateien"]
    assert (ptr("key", "Home"), ptr("folder", "Home")) == ("Pos1", "Zuhause")
    assert (number(-1234567), decimal(1234.56, 1), decimal(2, 0)) == ("-1.234.567", "1.234,6", "2")
    assert fmt.size(1500) == "1,5 KB"


def test_a_number_is_typed_as_it_is_written() -> None:
    assert without_separators("1,234 567") == "1234567"
    translation.use_catalogue("de", Some())
    assert without_separators("1.234.567") == "1234567"
    assert without_separators("1,5") == "1,5"


def test_lists() -> None:
    assert (all_of("abc"), any_of("ab"), enumerated("abc")) == ("a and b and c", "a or b", "a, b, c")
    assert (all_of("a"), any_of(()), enumerated(())) == ("a", "", "")


def test_names_have_the_quotation_marks_of_the_language() -> None:
    assert quoted("a {b}") == "\u201ca {b}\u201d"
    translation.use_catalogue("de", Some())
    assert quoted("a {b}") == "\u201ea {b}\u201c"


def test_where_one_reads_from_the_right_names_keep_their_direction() -> None:
    translation.use_catalogue("ar", Some())
    assert tr("{name} is gone.", name="/a b") == "\u2068/a b\u2069 ist weg."
    assert tr("{name} is gone.", name=5) == "5 ist weg."
    assert translation.is_right_to_left()


def test_a_problem_is_translated_when_it_is_read() -> None:
    problem = EnvironmentProblem("{path} cannot be read: {why}.", "Look elsewhere.", path="/{x}", why=reason(13))
    assert str(problem) == "/{x} cannot be read: permission denied. Look elsewhere."
    translation.use_catalogue("de", Some())
    again = EnvironmentProblem.from_data(problem.as_data())
    assert (again.what, again.remedy) == ("/{x} ist nicht lesbar: keine Erlaubnis.", "Woanders suchen.")
    assert str(again) == "/{x} ist nicht lesbar: keine Erlaubnis. Woanders suchen."


def test_only_why_is_a_text_of_ours() -> None:
    translation.use_catalogue("de", Some())
    assert EnvironmentProblem("{name} is gone.", name="permission denied").what == "permission denied ist weg."


@pytest.mark.parametrize(
    "data",
    [
        [],
        ["a"],
        ["a", "b", None],
        [1, "b", {}],
        ["a", None, {}],
        ["{a}", "", {"b": "c"}],
        ["{a}", "", {"a": 1}],
        ["{a.x}", "", {"a": "b"}],
        ["{", "", {"a": "b"}],
    ],
)
def test_what_is_no_problem_is_refused(data: list[object]) -> None:
    with pytest.raises((ValueError, TypeError, LookupError, AttributeError)):
        EnvironmentProblem.from_data(data)


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_DE"}, "de"),
        ({"LANG": "de_DE", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:ar:de"}, "ar"),
        ({"LANG": "de_DE", "LANGUAGE": "en:de"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "de"}, "en"),
        ({"LC_ALL": "", "LANG": "de_DE@euro"}, "de"),
    ],
)
def test_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], found: str) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert translation.system_language() == found


def test_a_system_without_variables_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert translation.system_language(lambda: ["fr-CH", "de-CH"]) == "de"


@pytest.mark.expects_log("the texts of de cannot be read")
def test_without_its_file_a_language_is_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    from fbrowser.common import resources  # noqa: PLC0415 - to be without them

    monkeypatch.setattr(resources, "folder", lambda: Path("/nowhere"))
    assert translation.use("de")
    assert not translation.use("de")
    assert tr("{name} is gone.", name="a") == "a is gone."


def test_english_costs_nothing() -> None:
    code = "import sys; from fbrowser.common import translation; translation.use('system'); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "fbrowser.common.translation" in found
    assert not {"gettext", "locale", "logging", "fbrowser.common.resources"} & set(found)
