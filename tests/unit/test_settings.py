"""The schema is complete, and each rule takes what is allowed and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.config.setting_rules import BadValueError, Choice, Extensions, Folder, Folders, Number, Switch, Typed
from fbrowser.config.settings import SECTIONS, Settings, schema

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
)


def test_every_setting_says_all_there_is_to_say() -> None:
    for each in schema():
        assert each.section in SECTIONS
        assert each.title[0].isupper(), each.key
        assert each.description[0].isupper(), each.key
        assert each.description.endswith("."), each.key
        assert (
            each.rule.read(list(each.default) if isinstance(each.default, tuple) else each.default) == each.default
        )
    assert {each.section for each in schema()} == set(SECTIONS)
    assert [each.section for each in schema()] == sorted(
        (each.section for each in schema()), key=list(SECTIONS).index
    ), "those of a section stand together"
    assert len({each.title for each in schema()}) == len(schema())


@given(value=ANYTHING)
def test_a_value_is_taken_as_it_is_or_refused(value: object) -> None:
    for each in schema():
        try:
            taken = each.rule.read(value)
        except BadValueError:
            continue
        assert type(taken) is type(each.default)
        assert each.rule.read(list(taken) if isinstance(taken, tuple) else taken) == taken
        assert isinstance(each.rule.said(taken), str)


@given(text=st.text(max_size=60))
def test_what_is_typed_is_taken_or_refused(text: str) -> None:
    for each in schema():
        if isinstance(each.rule, Typed):
            try:
                taken = each.rule.typed(text)
            except BadValueError:
                continue
            assert each.rule.typed(each.rule.said(taken)) == taken, "what is shown can be typed"


@pytest.mark.parametrize("value", ["blue", "Dark", "", None, 1, True, ["dark"]])
def test_a_choice_takes_its_words_alone(value: object) -> None:
    rule = Choice(light="Light", dark="Dark")
    assert (rule.read("dark"), rule.said("dark"), rule.allowed) == ("dark", "Dark", '"light" or "dark"')
    with pytest.raises(BadValueError):
        rule.read(value)


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_a_switch_takes_true_and_false_alone(value: object) -> None:
    assert Switch().read(False) is False
    with pytest.raises(BadValueError):
        Switch().read(value)


@pytest.mark.parametrize("value", [-1, 101, True, 5.0, "5", None])
def test_a_number_is_whole_and_in_its_range(value: object) -> None:
    rule = Number(100, "none")
    assert (rule.read(0), rule.read(100), rule.typed(" 1 0 "), rule.typed("")) == (0, 100, 10, 0)
    with pytest.raises(BadValueError):
        rule.read(value)


@pytest.mark.parametrize("typed", ["-1", "101", "1.5", "x", "\u0663", "9" * 5000])
def test_a_typed_number_likewise(typed: str) -> None:
    with pytest.raises(BadValueError):
        Number(100, "none").typed(typed)


def test_extensions_are_typed_as_one_likes() -> None:
    assert Extensions().typed(" .JPG, png;gif  jpg\n") == ("jpg", "png", "gif")
    assert Extensions().read([]) == ()


@pytest.mark.parametrize("value", ["jpg", ["a b"], ["tar.gz"], ["a/b"], [""], ["."], [1], ["x" * 40], ["a"] * 501])
def test_what_is_no_extension_is_refused(value: object) -> None:
    with pytest.raises(BadValueError):
        Extensions().read(value)


@pytest.mark.parametrize("value", ["photos", "./x", "/a\0b", "/\ud800", "/" * 5000, 3])
def test_what_is_no_path_is_refused(value: object) -> None:
    assert (Folder("home").read("~/Pictures"), Folder("home").read("/srv"), Folder("home").read("")) == (
        "~/Pictures",
        "/srv",
        "",
    )
    with pytest.raises(BadValueError):
        Folder("home").read(value)


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("", ()),
        (" , ,", ()),
        ("node_modules, .git,*.tmp", ("node_modules", ".git", "*.tmp")),
        ("My Folder,  /srv/a b ,~/scratch", ("My Folder", "/srv/a b", "~/scratch")),
        ('"a, b", "say ""x""", " c "', ("a, b", 'say "x"', " c ")),
        ("a, a, b, a", ("a", "b")),
    ],
)
def test_folders_are_typed_with_commas_between(typed: str, items: tuple[str, ...]) -> None:
    assert Folders().typed(typed) == items
    assert Folders().typed(Folders().said(items)) == items


@given(items=st.lists(st.text(max_size=8)))
def test_folders_that_are_allowed_can_be_typed_as_they_are_shown(items: list[str]) -> None:
    taken, wrong = Folders().sift(items)
    assert len(set(items)) <= len(taken) + len(wrong) <= len(items)
    assert Folders().typed(Folders().said(taken)) == taken == Folders().read(list(taken))


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("", "names no folder"),
        (3, "is no text"),
        ("a/b", "is neither a name nor an absolute path"),
        ("./a", "is neither a name nor an absolute path"),
        ("..", "has . or .. in it, which are no names"),
        ("/a/../b", "has . or .. in it, which are no names"),
        ("/", "would leave out everything"),
        ("*", "would leave out everything"),
        ("?*", "would leave out everything"),
        ("/*", "would leave out everything"),
        ("a\nb", "has a character in it that cannot be seen; write ? for it"),
        ("a\u202eb", "has a character in it that cannot be seen; write ? for it"),
        ("/" * 5000 + "x", "is too long"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_and_the_others_count(item: object, why: str) -> None:
    taken, (said,) = Folders().sift(["x", item, "/y/*"])
    assert taken == ("x", "/y/*")
    assert said.endswith(f"\u201d {why}.")
    assert said.isprintable()
    with pytest.raises(BadValueError, match=why.replace(".", r"\.").replace("?", r"\?")):
        Folders().read([item])


@pytest.mark.parametrize("typed", ['"a', 'a"b', '"a" b', 'a, "b'])
def test_a_lone_quotation_mark_is_refused(typed: str) -> None:
    with pytest.raises(BadValueError, match="quotation mark"):
        Folders().typed(typed)


@pytest.mark.parametrize("value", ["a", {"a": 1}, 3, None, ["a"] * 501])
def test_folders_are_a_list(value: object) -> None:
    with pytest.raises(BadValueError):
        Folders().sift(value)


def test_settings_are_changed_one_by_one() -> None:
    theme = schema()[0]
    dark = Settings().with_value(theme, "dark")
    assert (dark.theme, dark.value(theme), dark.density) == ("dark", "dark", "normal")
