"""What desktops read of us is valid, whole, agrees on one id, and takes nothing that is not given."""

import configparser
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from fbrowser import APP_ID
from fbrowser.common.translation import LANGUAGES

SHARE = Path(__file__).parents[2] / "packaging" / "linux" / "share"
ENTRY = SHARE / "applications" / f"{APP_ID}.desktop"
METAINFO = SHARE / "metainfo" / f"{APP_ID}.metainfo.xml"
OTHERS = sorted({*LANGUAGES} - {"en"})
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entry() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign] - keys keep their case
    parser.read(ENTRY, "utf-8")
    return parser


@pytest.mark.parametrize(
    "check",
    [
        ["desktop-file-validate", str(ENTRY)],
        ["appstreamcli", "validate", "--no-net", str(METAINFO)],
        ["mandoc", "-Tlint", "-Werror", str(SHARE / "man" / "man1" / "fbrowser.1")],
    ],
    ids=lambda check: check[0],
)
def test_who_reads_them_finds_nothing_wrong(check: list[str]) -> None:
    if shutil.which(check[0]) is None:
        pytest.skip(f"no {check[0]} here")
    done = subprocess.run(check, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert check[0] != "desktop-file-validate" or done.stdout == ""


def test_what_is_said_is_said_in_every_language() -> None:
    parts = entry()
    for part in parts.sections():
        for key in {"Name", "GenericName", "Comment", "Keywords"} & {*parts[part]}:
            if parts[part][key] != "fbrowser":
                assert [language for language in OTHERS if f"{key}[{language}]" not in parts[part]] == []
    texts = [text for text in ET.parse(METAINFO).iter() if text.tag in ("summary", "p", "li")]
    for language in OTHERS:
        said = [text for text in texts if text.get(LANG) == language]
        assert len(said) == len([text for text in texts if text.get(LANG) is None and text.tag != "release"])


def test_all_agree_on_one_id() -> None:
    metainfo = ET.parse(METAINFO)
    assert metainfo.findtext("id") == APP_ID == entry()["Desktop Entry"]["Icon"]
    assert metainfo.findtext("launchable") == ENTRY.name


def test_every_action_is_there_and_calls_the_program() -> None:
    parts = entry()
    actions = parts["Desktop Entry"]["Actions"].strip(";").split(";")
    assert [f"Desktop Action {each}" for each in actions] == parts.sections()[1:]
    calls = [parts[part]["Exec"] for part in parts.sections()]
    assert calls == ["fbrowser %f", "fbrowser --home", "fbrowser --search"]


def test_it_is_offered_for_folders_and_makes_itself_nobodys_choice() -> None:
    main = entry()["Desktop Entry"]
    assert main["MimeType"] == "inode/directory;"
    assert "DBusActivatable" not in main
    assert not [*SHARE.rglob("mimeapps.list"), *SHARE.rglob("defaults.list"), *SHARE.rglob("dbus-1")]
