"""A call is read from the command line, and is the same after it went to the one that runs."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.app.call import Call, Wish, called, unpacked

PATHS = st.lists(st.binary(min_size=1, max_size=30).map(lambda raw: raw.replace(b"\0", b"=")), max_size=5)
TOKENS = st.text(max_size=30).map(lambda text: text.replace("\0", ""))


@given(wish=st.sampled_from(Wish), paths=PATHS, token=TOKENS)
def test_a_call_comes_back_as_it_was(wish: Wish, paths: list[bytes], token: str) -> None:
    call = Call(wish, tuple(paths), token)
    assert unpacked(call.packed()) == call


@given(message=st.binary(max_size=200))
def test_any_message_is_a_call(message: bytes) -> None:
    assert isinstance(unpacked(message), Call)


def test_the_format_stays_readable_for_other_versions() -> None:
    assert Call(Wish.SHOW, (b"/a=b", b"/c\xff"), "tok").packed() == b"do=show\0token=tok\0path=/a=b\0path=/c\xff"
    assert unpacked(b"do=open\0colour=blue\0path=/a\0more") == Call(Wish.OPEN, (b"/a",))
    assert unpacked(b"do=juggle\0path=/a") == Call(Wish.RAISE, (b"/a",)), "a newer one's wish raises the window"
    assert unpacked(b"") == Call()
    assert unpacked(b"do=\xff") == Call()


@pytest.mark.parametrize(
    ("arguments", "call"),
    [
        ([], Call()),
        (["--search"], Call(Wish.SEARCH)),
        (["--background"], Call(Wish.WAIT)),
        (["--dbus-service"], Call(Wish.SERVE)),
        (["--sm-client-id", "2a"], Call(known_as="2a")),
        (["--sm-client-id", ""], Call()),
        (["/a//b/../c"], Call(Wish.OPEN, (b"/a/c",))),
        (["file:///a%20b"], Call(Wish.OPEN, (b"/a b",))),
        (["file:/a"], Call(Wish.OPEN, (b"/a",))),
        (["/rep\udcff"], Call(Wish.OPEN, (b"/rep\xff",))),
    ],
)
def test_a_command_line_is_a_call(arguments: list[str], call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID"):
        monkeypatch.delenv(name, raising=False)
    assert called([os.fsencode(each) for each in arguments]) == call


def test_home_and_relative_folders_are_absolute(
    tmp_path: Path, private_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "tok")
    assert called([b"--home"]) == Call(Wish.OPEN, (os.fsencode(private_home),), "tok")
    assert called([b"sub"]) == Call(Wish.OPEN, (os.fsencode(tmp_path / "sub"),), "tok")
    assert called([b"file:sub"]) == Call(Wish.OPEN, (os.fsencode(tmp_path / "file:sub"),), "tok")
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "newer")
    assert called([]) == Call(token="newer")


@pytest.mark.parametrize(
    "arguments",
    [
        ["a", "b"],
        ["--serach"],
        ["-x"],
        ["--search", "a"],
        ["--sm-client-id"],
        ["--home", "--search"],
        ["file://elsewhere/a"],
        [""],
    ],
)
def test_what_cannot_be_understood_is_said_in_a_line(arguments: list[str]) -> None:
    said = called([os.fsencode(each) for each in arguments])
    assert isinstance(said, str)
    assert "--help" in said
    assert "\n" not in said


def test_a_relative_folder_without_a_current_one_is_said_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    said = called([b"sub"])
    assert isinstance(said, str)
    assert "current folder is gone" in said


@pytest.mark.parametrize("option", [b"--background", b"--dbus-service"])
def test_a_window_in_safe_mode_waits_for_nobody(option: bytes) -> None:
    assert isinstance(called([option], safe=True), str)
    assert isinstance(called([option]), Call)
