"""What Windows and macOS are told of the program: its version, its icon, what it is offered for, who signs it."""

import plistlib
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from fbrowser import __version__

PACKAGING = Path(__file__).parents[2] / "packaging"
WINDOWS: dict[str, Any] = runpy.run_path(str(PACKAGING / "windows" / "bundle.py"))
MACOS: dict[str, Any] = runpy.run_path(str(PACKAGING / "macos" / "bundle.py"))
LINUX: dict[str, Any] = runpy.run_path(str(PACKAGING / "linux" / "bundle.py"))
INSTALLER: dict[str, Any] = runpy.run_path(str(PACKAGING / "windows" / "make_installer.py"))
ISS = (PACKAGING / "windows" / "fbrowser.iss").read_text("utf-8")


@pytest.mark.parametrize("parts", [WINDOWS, MACOS, LINUX])
def test_every_system_says_the_same_names(parts: dict[str, Any]) -> None:
    assert {"UNUSED", "PROGRAMS", "STRIP", "options", "tidy", "finish"} <= set(parts)
    assert parts["PROGRAMS"]["fbrowser"] is False


# -- Windows


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("1.2.3", (1, 2, 3, 0)),
        ("0.1", (0, 1, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
        ("1.2.0rc1", (1, 2, 0, 0)),
        ("x", (0, 0, 0, 0)),
    ],
)
def test_windows_counts_versions_by_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert WINDOWS["four_numbers"](version) == numbers


class Part(NamedTuple):
    """One part of a version resource: what it was called with."""

    values: tuple[Any, ...]
    named: dict[str, Any]


def part(*values: object, **named: object) -> Part:
    return Part(values, named)


def test_the_version_resource_reads_as_it_was_meant() -> None:
    names = re.findall(r"\b([A-Z]\w+)\(", text := WINDOWS["version_resource"]('1.2.3 "x"'))
    structs = {"StringStruct", "VarStruct"}
    assert set(names) == {
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "VarFileInfo",
        *structs,
    }
    whole: Part = eval(text, dict.fromkeys(names, part))
    fixed, (strings, _) = whole.named["ffi"], whole.named["kids"]
    assert fixed.named["filevers"] == fixed.named["prodvers"] == (1, 2, 3, 0)
    said = dict(each.values for each in strings.values[0][0].values[1])
    assert said["ProductName"] == "fbrowser"
    assert said["ProductVersion"] == said["FileVersion"] == '1.2.3 "x"'


def test_the_version_is_that_of_the_program() -> None:
    assert WINDOWS["version"]() == MACOS["version"]() == __version__


def test_the_command_that_signs_gets_the_file() -> None:
    template = r'"C:\Program Files\signtool.exe" sign /fd sha256 $f'
    command = WINDOWS["sign_command"](template, Path("dist/a b.exe"))
    assert command == [r"C:\Program Files\signtool.exe", "sign", "/fd", "sha256", str(Path("dist/a b.exe"))]


class Collected(NamedTuple):
    """The folder of a bundle."""

    name: str


def test_both_programs_are_signed_if_it_is_said_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = tmp_path / "signed"
    script = f"import sys; open({str(signed)!r}, 'a').write(sys.argv[1] + '\\n')"
    monkeypatch.delenv("FBROWSER_SIGN_COMMAND", raising=False)
    WINDOWS["finish"](Collected(str(tmp_path)))
    assert not signed.exists()
    monkeypatch.setenv("FBROWSER_SIGN_COMMAND", f'"{sys.executable}" -c "{script}" $f')
    WINDOWS["finish"](Collected(str(tmp_path)))
    assert signed.read_text() == f"{tmp_path}/fbrowser.exe\n{tmp_path}/fbrowser-cli.exe\n"
    monkeypatch.setenv("FBROWSER_SIGN_COMMAND", f'"{sys.executable}" -c "raise SystemExit(1)" $f')
    with pytest.raises(subprocess.CalledProcessError):
        WINDOWS["finish"](Collected(str(tmp_path)))


def test_the_installer_is_told_all_that_it_asks_for() -> None:
    plain, signed = (INSTALLER["command"]("ISCC", "1.2.3", sign) for sign in ("", "signtool sign $f"))
    assert plain[:4] == ["ISCC", "/Q", "/DVersion=1.2.3", "/DNumbers=1.2.3.0"]
    assert [each for each in signed if each not in plain] == ["/DSigned", "/Ssign=signtool sign $f"]
    assert Path(plain[-1]).is_file()
    given = set(re.findall(r"/D(\w+)", " ".join(signed)))
    made = set(re.findall(r"^#define (\w+)", ISS, re.MULTILINE))
    assert set(re.findall(r"\{#(\w+)\}", ISS)) <= given | made
    assert set(re.findall(r"^#if(?:n?def)? (\w+)", ISS, re.MULTILINE)) <= given | made


def test_the_installer_asks_for_no_administrator_and_takes_nothing_by_itself() -> None:
    assert "PrivilegesRequired=lowest" in ISS
    tasks = re.search(r"^\[Tasks\]\n((?:.+\n)+)", ISS, re.MULTILINE)
    assert tasks
    assert all("Flags: unchecked" in line for line in tasks[1].splitlines())
    roots = re.findall(r"^Root: (\w+);", ISS, re.MULTILINE)
    assert set(roots) == {"HKCU"}


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_installer_says_everything_in_every_language(language: str) -> None:
    def said(which: str) -> set[str]:
        return set(re.findall(rf"^{which}\.(\w+)=.", ISS, re.MULTILINE))

    assert said(language) == said("en")
    used = set(re.findall(r"CustomMessage\('(\w+)'\)|\{cm:(\w+)[,}]", ISS))
    own = {first or second for first, second in used} - {"CreateDesktopIcon", "LaunchProgram"}  # Inno Setup's
    assert own == said("en")


def test_the_installer_knows_the_programs_of_the_bundle() -> None:
    assert set(re.findall(r"Runs\('([\w.-]+)\.exe'\)", ISS)) == set(WINDOWS["PROGRAMS"])


# -- macOS


def test_macos_is_told_what_the_program_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FBROWSER_CODESIGN_IDENTITY", raising=False)
    info = plistlib.loads(plistlib.dumps(MACOS["info"]()))
    assert MACOS["IDENTIFIER"] == "io.github.fbrowser.fbrowser"
    assert info["CFBundleShortVersionString"] == __version__
    assert info["NSHighResolutionCapable"] is True
    assert re.fullmatch(r"\d+\.\d+", info["LSMinimumSystemVersion"])
    for kind in ("DesktopFolder", "DocumentsFolder", "DownloadsFolder", "RemovableVolumes", "NetworkVolumes"):
        assert info[f"NS{kind}UsageDescription"]


def test_macos_offers_it_for_folders_and_never_takes_it_by_itself() -> None:
    (kind,) = MACOS["info"]()["CFBundleDocumentTypes"]
    assert kind["LSItemContentTypes"] == ["public.folder"]
    assert kind["CFBundleTypeRole"] == "Viewer"
    assert kind["LSHandlerRank"] in ("Alternate", "None")


def test_macos_signs_with_the_identity_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FBROWSER_CODESIGN_IDENTITY", "")
    assert MACOS["options"]() == {"codesign_identity": None, "entitlements_file": None}
    monkeypatch.setenv("FBROWSER_CODESIGN_IDENTITY", "Developer ID")
    options = MACOS["options"]()
    assert options["codesign_identity"] == "Developer ID"
    entitlements = plistlib.loads(Path(options["entitlements_file"]).read_bytes())
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


@pytest.mark.parametrize("name", ["make_dmg.sh", "keychain.sh"])
def test_scripts_can_be_read_by_the_shell(name: str) -> None:
    subprocess.run(["sh", "-n", PACKAGING / "macos" / name], check=True)


def test_no_certificate_no_keychain() -> None:
    script = PACKAGING / "macos" / "keychain.sh"
    done = subprocess.run([script], env={"PATH": "/nowhere"}, check=True, capture_output=True, text=True)
    assert done.stdout + done.stderr == ""
