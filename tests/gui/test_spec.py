"""The recipe of the bundle, as on Windows and macOS: what PyInstaller is told, and that it is not Linux's."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

ROOT = Path(__file__).parents[2]
BINARIES = [
    ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", "a", "BINARY"),
    ("PySide6/plugins/platforms/qwindows.dll", "a", "BINARY"),
    ("PySide6\\plugins\\platforms\\qminimal.dll", "a", "BINARY"),
    ("PySide6/Qt/plugins/platforms/libqminimal.dylib", "a", "BINARY"),
    ("PySide6/Qt/plugins/tls/libqopensslbackend.dylib", "a", "BINARY"),
    ("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "a", "BINARY"),
    ("PySide6/plugins/imageformats/qjpeg.dll", "a", "BINARY"),
    ("PySide6/plugins/imageformats/qsvg.dll", "a", "BINARY"),
    ("PySide6/Qt/plugins/imageformats/libqsvg.dylib", "a", "BINARY"),
    ("python311.dll", "a", "BINARY"),
    ("PySide6/Qt/lib/QtCore.framework/Versions/Current", "A", "SYMLINK"),
]
DATAS = [
    ("PySide6/translations/qtbase_de.qm", "a", "DATA"),
    ("PySide6/translations/qtbase_fr.qm", "a", "DATA"),
    ("PySide6/Qt/translations/qtbase_ar.qm", "a", "DATA"),
    ("fbrowser/resources/translations/de.mo", "a", "DATA"),
]


class Made:
    """Something that PyInstaller makes, and what it was told."""

    def __init__(self, *values: object, **named: object) -> None:
        self.values, self.named = values, named
        self.name = named.get("name")
        self.scripts: list[object] = []
        self.pure: list[object] = []
        self.binaries = list(BINARIES)
        self.datas = list(DATAS)


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> dict[str, list[Made]]:
    """Run the recipe as on the system that the test names; return what was made, by kind."""
    made: dict[str, list[Made]] = {}

    def maker(kind: str) -> Callable[..., Made]:
        def make(*values: object, **named: object) -> Made:
            made.setdefault(kind, []).append(Made(*values, **named))
            return made[kind][-1]

        return make

    monkeypatch.setattr("PyInstaller.utils.hooks.collect_submodules", lambda _: ["fbrowser.ui"])
    monkeypatch.setattr("PyInstaller.building.osx.BUNDLE", maker("BUNDLE"))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "platform", request.param)
    for name in ("FBROWSER_SIGN_COMMAND", "FBROWSER_CODESIGN_IDENTITY"):
        monkeypatch.delenv(name, raising=False)
    kinds = {kind: maker(kind) for kind in ("Analysis", "PYZ", "EXE", "COLLECT")}
    (ROOT / "build").mkdir(exist_ok=True)
    runpy.run_path(
        str(ROOT / "packaging" / "fbrowser.spec"), {"SPECPATH": str(ROOT / "packaging")} | cast("Any", kinds)
    )
    return made


@pytest.mark.parametrize("built", ["win32"], indirect=True)
def test_windows_has_a_program_for_the_screen_and_one_for_the_console(built: dict[str, list[Made]]) -> None:
    programs = {each.name: each.named for each in built["EXE"]}
    assert {name: told["console"] for name, told in programs.items()} == {"fbrowser": False, "fbrowser-cli": True}
    for told in programs.values():
        assert told["strip"] is False
        assert Path(str(told["icon"])).read_bytes().startswith(b"\0\0\1\0")
        assert "VSVersionInfo" in Path(str(told["version"])).read_text("utf-8")
    (folder,) = built["COLLECT"]
    assert [each for each in folder.values if isinstance(each, Made)] == built["EXE"]
    assert "BUNDLE" not in built


@pytest.mark.parametrize("built", ["win32"], indirect=True)
def test_windows_leaves_out_what_is_not_used_and_nothing_else(built: dict[str, list[Made]]) -> None:
    (analysis,) = built["Analysis"]
    left_out = {each[0] for each in BINARIES} - {each[0] for each in analysis.binaries}
    assert left_out == {
        "PySide6\\plugins\\platforms\\qminimal.dll",
        "PySide6/Qt/plugins/tls/libqopensslbackend.dylib",
        "PySide6/plugins/imageformats/qjpeg.dll",
    }
    assert {each[0] for each in DATAS} - {each[0] for each in analysis.datas} == {DATAS[1][0]}


@pytest.mark.parametrize("built", ["darwin"], indirect=True)
def test_macos_has_an_app_and_keeps_the_links_of_the_frameworks(built: dict[str, list[Made]]) -> None:
    (program,), (app,), (analysis,) = built["EXE"], built["BUNDLE"], built["Analysis"]
    assert program.named["console"] is False
    assert program.named["strip"] is False
    assert program.named["codesign_identity"] is None
    assert app.values == tuple(built["COLLECT"])
    assert app.name == "fbrowser.app"
    assert app.named["bundle_identifier"] == "io.github.fbrowser.fbrowser"
    assert Path(str(app.named["icon"])).read_bytes().startswith(b"icns")
    left_out = {each[0] for each in BINARIES} - {each[0] for each in analysis.binaries}
    assert left_out == {
        "PySide6/Qt/plugins/platforms/libqminimal.dylib",
        "PySide6/Qt/plugins/tls/libqopensslbackend.dylib",
        "PySide6/plugins/imageformats/qjpeg.dll",
    }


@pytest.mark.parametrize("built", ["win32", "darwin"], indirect=True)
def test_translations_and_children_come_along(built: dict[str, list[Made]]) -> None:
    (analysis,) = built["Analysis"]
    datas = cast("list[tuple[str, str]]", analysis.named["datas"])
    assert {"de.mo", "ar.mo"} <= {Path(source).name for source, _ in datas}
    assert analysis.named["hiddenimports"] == ["fbrowser.ui"]
