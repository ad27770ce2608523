"""What translators get is what the sources say; and what they make of it is whole."""

import pytest
from babel.messages.catalog import Catalog

from tests.helpers.catalogues import Found, collect, languages, merged, out_of_step, read, texts_of, wrong_in


def test_the_files_are_in_step_with_the_sources() -> None:
    assert out_of_step() == []


@pytest.mark.parametrize("language", languages())
def test_every_translation_is_complete(language: str) -> None:
    assert [*wrong_in(read(language))] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('tr("a {b}", b=1)', [Found("a {b}")]),
        ('tr("a" if x else "b")', [Found("a"), Found("b")]),
        ('tr("a " "b")', [Found("a b")]),
        ("tr(title)", []),
        ('later("a")', [Found("a")]),
        ('later("a", "key")', [Found("a", context="key")]),
        ('ntr("{count} a", "{count} as", n)', [Found("{count} a", "{count} as")]),
        ('ptr("key", "a")', [Found("a", context="key")]),
        ('EnvironmentProblem("a {b}.", "c.", b="d")', [Found("a {b}."), Found("c.")]),
        ('@command("go.x", "Go", PLACE)\ndef x(window):\n    """Go there."""', [Found("Go"), Found("Go there.")]),
        ('@command("go.x", "Go").counted\ndef x(window):\n    """Go there."""', [Found("Go"), Found("Go there.")]),
        ('def x():\n    """No command."""', []),
    ],
)
def test_what_is_collected(source: str, found: list[Found]) -> None:
    assert list(texts_of(source)) == found


def test_texts_of_all_kinds_are_collected() -> None:
    texts = {(each.context, each.text) for each in collect()}
    assert {(None, "Go to the folder above."), ("key", "Page Up"), (None, "permission denied")} <= texts
    assert (None, "print only how many there are") not in texts, "that is for a terminal"
    assert not any(text in ("", "{path}: {why}") for _, text in texts)


def test_no_text_is_in_one_place_with_a_plural_and_elsewhere_without() -> None:
    many = {each.text for each in collect() if each.many}
    assert not many & {each.text for each in collect() if not each.many}


def filled(text: str | tuple[str, str], translated: str | tuple[str, ...], language: str = "de") -> list[str]:
    catalogue = Catalog(locale=language)
    catalogue.add(text, translated)
    return [problem.partition(" ")[2] if " " not in str(text) else problem for problem in wrong_in(catalogue)]


@pytest.mark.parametrize(
    ("text", "translated"),
    [
        ("a {b}", "c {b}"),
        ("&Open\u2026", "\u00d6&ffnen\u2026"),
        ("a|b", "c|d"),
        (("{count} a", "{count} as"), ("{count} b", "{count} bs")),
        (("{count} a", "{count} as"), ("ein b", "{count} bs")),
        ("R&D", "F&E"),
    ],
)
def test_what_is_right(text: str | tuple[str, str], translated: str | tuple[str, ...]) -> None:
    assert filled(text, translated) == []


@pytest.mark.parametrize(
    ("text", "translated", "wrong"),
    [
        ("a {b}", "", "is not translated"),
        ("a {b}", "c", "has the fields"),
        ("a {b}", "c {b} {d}", "has the fields"),
        ("a {b}", "c {b} {", "has a brace"),
        ("&Open", "\u00d6ffnen", "number of &"),
        ("a\u2026", "b", "to come"),
        ("a|b", "c", "bars"),
        ("a", "<b>a</b>", "markup"),
        ("a", "a ", "space"),
        (("{count} a", "{count} as"), ("{count} b",), "forms"),
        (("{count} a", "{count} as"), ("{count} b", ""), "is not translated"),
        (("{count} a in {b}", "{count} as in {b}"), ("ein b", "{count} bs in {b}"), "has the fields"),
    ],
)
def test_what_is_wrong(text: str | tuple[str, str], translated: str | tuple[str, ...], wrong: str) -> None:
    assert any(wrong in problem for problem in filled(text, translated))


def test_arabic_has_six_forms() -> None:
    forms = merged("ar").num_plurals
    assert forms == 6
    assert filled(("{count} a", "{count} as"), ("{count} b",) * 6, "ar") == []
    assert filled(("{count} a", "{count} as"), ("{count} b",) * 2, "ar")


def test_what_is_marked_as_fuzzy_is_not_done() -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("a", "b", flags=["fuzzy"])
    assert list(wrong_in(catalogue)) == ["'a' is marked as fuzzy"]
