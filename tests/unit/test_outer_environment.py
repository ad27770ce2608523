"""What we start finds the environment that we found, without what a bundle or a desktop added for us alone."""

import os

import pytest

from fbrowser.common.outer_environment import outer_environment

BUNDLE = "/opt/fbrowser/_internal"
INNER = {
    "HOME": "/home/me",
    "PATH": f"{BUNDLE}:/usr/bin:/bin",
    "LD_LIBRARY_PATH": BUNDLE,
    "LD_LIBRARY_PATH_ORIG": "/opt/lib",
    "QT_PLUGIN_PATH_ORIG": "/opt/qt/plugins",
    "DYLD_ORIG": "mine",
    "_MEIPASS2": BUNDLE,
    "_PYI_ARCHIVE_FILE": "/opt/fbrowser/fbrowser",
    "PYINSTALLER_RESET_ENVIRONMENT": "1",
    "XDG_ACTIVATION_TOKEN": "x",
    "FBROWSER_TRACE_FD": "3",
    "FBROWSER_CACHE_DIR": "/cache",
}


def test_nothing_of_a_bundle_is_left() -> None:
    assert outer_environment(INNER, BUNDLE) == {
        "HOME": "/home/me",
        "PATH": "/usr/bin:/bin",
        "LD_LIBRARY_PATH": "/opt/lib",
        "QT_PLUGIN_PATH": "/opt/qt/plugins",
        "DYLD": "mine",
        "FBROWSER_CACHE_DIR": "/cache",
    }


def test_without_a_bundle_what_is_the_users_stays() -> None:
    found = outer_environment(INNER, "")
    assert set(INNER) - set(found) == {
        *("_MEIPASS2", "_PYI_ARCHIVE_FILE", "PYINSTALLER_RESET_ENVIRONMENT"),
        *("XDG_ACTIVATION_TOKEN", "FBROWSER_TRACE_FD"),
    }
    assert found["LD_LIBRARY_PATH_ORIG"] == "/opt/lib"


def test_it_is_ours_by_default_every_byte_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODD", os.fsdecode(b"\xff"))
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "x")
    found = outer_environment()
    assert found["ODD"] == os.fsdecode(b"\xff")
    assert "DESKTOP_STARTUP_ID" not in found
    assert "DESKTOP_STARTUP_ID" in os.environ
