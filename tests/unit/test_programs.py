"""What runs is recognised by its name and by how it begins, and everything else is just opened."""

import pytest

from fbrowser.common.programs import Opens, Program, Way, by_name, interpreter, recognise, started

SYSTEMS = ("linux", "windows", "mac")


def words(name: bytes, begin: bytes | None = b"", system: str = "linux", *, is_executable: bool = True) -> str:
    found = recognise([name], begin, is_executable=is_executable, system=system)
    return f"{found.words}/{found.way}/{found.opens}" if found else ""


@pytest.mark.parametrize(
    ("name", "begin", "said"),
    [
        (b"tool", b"\x7fELF\2\1\1\0", "a program/kernel/nothing"),
        (b"photo.jpg", b"\x7fELF\2\1\1\0", "a program/kernel/nothing"),
        (b"tool", None, "a program/kernel/nothing"),
        (b"Paint", b"\x7fELF\2\1\1\0AI\2", "an AppImage program/kernel/own"),
        (b"Paint.AppImage", b"\x7fELF\2\1\1\0", "an AppImage program/kernel/own"),
        (b"run", b"#!/bin/sh", "a script/kernel/text"),
        (b"notes.txt", b"#! /usr/bin/perl -w\n", "a script/kernel/text"),
        (b"setup.exe", b"#!/bin/sh", "a script/kernel/text"),
        (b"run.SH", b"echo", "a script/kernel/text"),
        (b"x.desktop", b"[Desktop Entry]", "a desktop entry/desktop/text"),
        (b"x.Desktop", b"#!/usr/bin/env xdg-open\n[Desktop Entry]", "a desktop entry/desktop/text"),
        (b"x.desktop", b"\x7fELF", "a desktop entry/desktop/text"),
        (b"photo.jpg", b"\xff\xd8\xff", ""),
        (b"README", b"Hello", ""),
        (b"main.py", b"import os", ""),
        (b"empty", b"", ""),
        (b"", b"", ""),
        (b"sh", b"", ""),
        (b"\xff.\xff", b"\0" * 64, ""),
    ],
)
def test_what_may_be_executed_is_known_by_how_it_begins(name: bytes, begin: bytes | None, said: str) -> None:
    assert words(name, begin) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (b"tool", ""),
        (b"run.sh", ""),
        (b"x.desktop", "a desktop entry/desktop/text"),
        (b"Paint.AppImage", "an AppImage program/kernel/own"),
        (b"setup.EXE", "a Windows program/nobody/own"),
        (b"a.b.msi", "a Windows installer/nobody/own"),
        (b"x.lnk", "a Windows shortcut/nobody/own"),
        (b"x.bat", "a Windows script/nobody/text"),
        (b"x.jar", "a Java program/nobody/own"),
        (b"x.ps1", ""),
        (b"x.js", ""),
        (b"x.command", ""),
        (b"x.exe.txt", ""),
    ],
)
def test_what_may_not_is_known_by_its_name_alone(name: bytes, said: str) -> None:
    assert words(name, b"#!/bin/sh \x7fELF", is_executable=False) == said


@pytest.mark.parametrize("name", [b"x.exe", b"x.bat", b"x.cmd", b"x.com", b"x.msi", b"x.scr", b"x.lnk", b"x.jar"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_programs_of_windows_are_asked_about_everywhere(name: bytes, system: str) -> None:
    found = by_name(name, system)
    assert found is not None
    is_there = system == "windows" and name != b"x.jar"
    assert found.way is (Way.SHELL if is_there else Way.NOBODY)


def test_other_systems_have_their_own() -> None:
    assert words(b"x.ps1", b"", "windows", is_executable=False) == "a script/shell/text"
    assert words(b"x.js", b"", "windows") == "a script/shell/text"
    assert words(b"tool", b"#!/bin/sh", "windows") == "", "there everything looks executable"
    assert words(b"x.desktop", b"", "windows") == "a desktop entry/nobody/text"
    assert words(b"x.command", b"", "mac", is_executable=False) == "a script that Terminal runs/shell/text"
    assert words(b"tool", bytes.fromhex("cffaedfe07000001"), "mac") == "a program/kernel/nothing"
    assert words(b"tool", b"\x7fELF", "mac") == ""
    app = by_name(b"Mail.app", "mac")
    assert app is not None
    assert (app.opens, by_name(b"Mail.app", "linux")) == (Opens.FOLDER, None)


def test_any_name_that_led_to_it_counts() -> None:
    found = recognise([b"target.txt", b"link.desktop"], b"", is_executable=False)
    assert found is not None
    assert found.way is Way.DESKTOP
    assert recognise([b"target.txt", b"link.txt"], b"", is_executable=False) is None


@pytest.mark.parametrize(
    ("begin", "said"),
    [
        (b"#!/bin/sh\necho", b"/bin/sh"),
        (b"#!  /usr/bin/env -S python3 -u  \n", b"/usr/bin/env -S python3 -u"),
        (b"#!/bin/sh", b"/bin/sh"),
        (b"echo #!/bin/sh", b""),
        (b"", b""),
    ],
)
def test_a_script_says_what_runs_it(begin: bytes, said: bytes) -> None:
    assert interpreter(begin) == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (b'[Desktop Entry]\nName=x\nExec=sh -c "rm -rf ~" %U\n', b'sh -c "rm -rf ~" %U'),
        (b"#!/usr/bin/env xdg-open\n\n[Desktop Entry]\nExec = a=b\n", b"a=b"),
        (b"[Desktop Action New]\nExec=other\n[Desktop Entry]\nExec=this\n", b"this"),
        (b"[Desktop Entry]\nType=Link\nURL=https://example.org\n", b"https://example.org"),
        (b"[Desktop Entry]\nName=x\n", b""),
        (b"Exec=nothing\n", b""),
        (b"\xff\0", b""),
    ],
)
def test_a_desktop_entry_says_what_it_starts(entry: bytes, said: bytes) -> None:
    assert started(entry) == said


def test_every_row_of_the_table_says_all_there_is_to_say() -> None:
    for system in SYSTEMS:
        for extension in b"desktop appimage exe msi lnk bat ps1 cpl app command jar".split():
            found = by_name(b"x." + extension, system)
            assert found is None or isinstance(found, Program)
            if found is not None:
                assert found.words.startswith(("a ", "an "))
                assert bool(found.types) <= (found.opens is Opens.OWN)
