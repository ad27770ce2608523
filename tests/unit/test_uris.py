"""A URI becomes the very bytes of a path, or nothing."""

import os
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.uris import is_uri, path_of

HOST = os.uname().nodename.encode()


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        (b"file:///home/maria/a.txt", b"/home/maria/a.txt"),
        (b"file:/home/maria", b"/home/maria"),
        (b"FILE:///home", b"/home"),
        (b"file://localhost/home", b"/home"),
        (b"file://" + HOST + b"/home", b"/home"),
        (b"file://" + HOST.upper() + b"/home", b"/home"),
        (b"file:///", b"/"),
        (b"file:///home/maria/", b"/home/maria"),
        (b"file:///a%20b/c d", b"/a b/c d"),
        (b"file:///rep%FFort%2etxt", b"/rep\xffort.txt"),
        ("file:///\u00e9".encode(), b"/\xc3\xa9"),
        (b"file:///a%23b#c?d", b"/a#b#c?d"),
        (b"file:///100%", b"/100%"),
        (b"file:///a%2541", b"/a%41"),
        (b"file:///a/../b/./c", b"/b/c"),
        (b"file://///b", b"/b"),
    ],
)
def test_a_file_of_this_machine_is_its_path(uri: bytes, path: bytes) -> None:
    assert path_of(uri) == path


@pytest.mark.parametrize(
    "uri",
    [
        b"", b"/home", b"home", b"http://localhost/home", b"file:", b"file://", b"file:home", b"file://other.host/home",
        b"file://localhost", b"file:///a%00b", b"smb://localhost/x", b"trash:///x", b"about:blank",
    ],
)  # fmt: skip
def test_anything_else_is_none(uri: bytes) -> None:
    assert path_of(uri) is None


@given(path=st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=4))
def test_every_path_comes_back(path: list[bytes]) -> None:
    parts = [part.replace(b"\0", b"0").replace(b"/", b"1") for part in path]
    whole = b"/" + b"/".join(part for part in parts if part not in (b".", b".."))
    assert path_of(b"file://" + quote_from_bytes(whole).encode()) == (whole.rstrip(b"/") or b"/")


def test_what_is_taken_for_a_uri() -> None:
    assert is_uri(b"file:///x")
    assert is_uri(b"File:/x")
    assert not is_uri(b"file:x"), "a folder may be called so"
    assert not is_uri(b"/file:/x")
