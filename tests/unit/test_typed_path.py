"""What is typed is the path that was meant, whatever bytes are in it; and how it may go on."""

import os

from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.display import display
from fbrowser.common.typed_path import TypedPath, completions
from tests.helpers.trees import HOSTILE

NAMES = st.binary(min_size=1, max_size=12).filter(
    lambda name: b"/" not in name and b"\0" not in name and name not in (b".", b"..")
)


def test_paths_are_read_as_they_are_typed() -> None:
    typed = TypedPath(b"/here")
    home = os.environ["HOME"].encode()
    for text, path in {
        "/a/b": b"/a/b",
        "/a/b/": b"/a/b",
        "/": b"/",
        "b": b"/here/b",
        "./b/../c": b"/here/c",
        "..": b"/",
        "~": home,
        "~/x": home + b"/x",
        "/\u00e9": "/\u00e9".encode(),
        "/\udcff": b"/\xff",
        "": b"/here",
    }.items():
        assert typed.read(text) == path


def test_where_in_a_path_one_is() -> None:
    typed = TypedPath(b"/here")
    home = os.environ["HOME"].encode()
    for text, place in {
        "/": (b"/", "/", ""),
        "/a": (b"/", "/", "a"),
        "/a/": (b"/a", "/a/", ""),
        "a": (b"/here", "", "a"),
        "a/b": (b"/here/a", "a/", "b"),
        "~": (home, "~/", ""),
        "~/a": (home, "~/", "a"),
        "": (b"/here", "", ""),
    }.items():
        assert typed.split(text) == place


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_names_that_are_no_text_are_entered_to_the_last_byte(names: list[bytes]) -> None:
    typed, text, path = TypedPath(b"/here"), "/", b"/"
    for name in names:
        text = typed.accept(typed.split(text), name)
        path = os.path.join(path, name)
        assert text.endswith(display(name) + "/")
        assert typed.read(text) == typed.read(text[:-1]) == path
        assert typed.split(text).folder == path
    assert typed.read(text + "more") == os.path.join(path, b"more")


@given(NAMES)
def test_the_folder_one_is_in_is_known_by_what_is_shown_of_it(name: bytes) -> None:
    folder = b"/r/" + name
    typed = TypedPath(b"/")
    typed.start(folder)
    assert typed.read(display(folder)) == folder
    assert typed.read(display(folder) + "/x") == folder + b"/x"


def test_of_two_that_look_alike_the_one_that_was_chosen() -> None:
    odd, literal = b"rep\xffort", "rep\u27e8FF\u27e9ort".encode()
    typed = TypedPath(b"/")
    place = typed.split("/")
    assert typed.read(typed.accept(place, odd)) == b"/" + odd
    assert typed.read(typed.accept(place, literal)) == b"/" + literal


def test_only_so_many_are_remembered() -> None:
    typed = TypedPath(b"/")
    texts = [typed.accept(typed.split("/"), b"\xff%d" % number) for number in range(500)]
    assert typed.read(texts[-1]) == b"/\xff499"
    assert len(typed._known) <= 200


# -- completions

TREE = [b"Alpha", b"alpine", b"\xc3\x81lvaro", b"beta", b".hidden", b"rep\xffort", b"al"]


def offered(prefix: str) -> list[bytes]:
    return [each.name for each in completions(prefix, TREE)]


def test_names_that_begin_so_without_regard_to_case_and_accents_the_exact_ones_first() -> None:
    assert offered("al") == [b"al", b"alpine", b"Alpha", b"\xc3\x81lvaro"]
    assert offered("Al") == [b"Alpha", b"alpine", b"\xc3\x81lvaro", b"al"]
    assert offered("\u00e1l") == [b"Alpha", b"alpine", b"\xc3\x81lvaro", b"al"]


def test_hidden_ones_are_for_who_types_a_dot() -> None:
    assert b".hidden" not in offered("")
    assert offered(".") == [b".hidden"]


def test_names_that_are_no_text_are_offered_as_they_are_shown() -> None:
    assert offered("rep\u27e8f") == [b"rep\xffort"]
    assert {each.shown for each in completions("", HOSTILE)} == {display(each) for each in HOSTILE}


def test_how_much_of_a_name_was_typed() -> None:
    assert [each.marked for each in completions("strass", ["Stra\u00dfe".encode()])] == [5]
    assert [each.marked for each in completions("al", [b"\xc3\x81lvaro"])] == [2]
    assert [each.marked for each in completions("", [b"a"])] == [0]


def test_no_more_than_can_be_looked_through() -> None:
    assert len(completions("", [b"%d" % number for number in range(500)], limit=7)) == 7
