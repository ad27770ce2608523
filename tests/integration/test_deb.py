"""The Debian package on a bare Debian: installed, used by an ordinary user, upgraded, removed without a trace.

Left out of an ordinary run; as root, after ./dev bundle and ./dev deb: ./dev test -m deb
"""

import fnmatch
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import fbrowser
from tests.helpers.bare_debian import USER, BareDebian, make_bare_debian, session_bus
from tests.helpers.xsession import Screen, title, wait_for

pytestmark = [pytest.mark.deb, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
PACKAGE = next((ROOT / "dist").glob(f"fbrowser_{fbrowser.__version__}_*.deb"), ROOT / "dist" / "none.deb")
INSTALLED = "usr/lib/fbrowser/_internal"
LICENCES = f"{INSTALLED}/fbrowser/resources/licences"
LETTERS = 160
"""Different columns of pixels in a line of text: with a font there were 325, with boxes 85."""


@pytest.fixture(scope="module")
def new_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareDebian]:
    """Return a system without the package; it is bare at the end."""
    folder = tmp_path_factory.mktemp("bare") / "root"
    system = make_bare_debian(folder)
    before = system.files()
    yield system
    assert system.files() == before
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def system(new_system: BareDebian) -> Iterator[BareDebian]:
    """Return one that has the package; it is taken off at the end, with what it depends on."""
    new_system.install(PACKAGE)
    yield new_system
    new_system.call("dpkg", "--purge", "fbrowser")  # apt-get fails if it is gone already
    new_system.call("apt-get", "autopurge", "-y")


@pytest.fixture
def pictures(system: BareDebian) -> Iterator[str]:
    """Return a folder of the user's with a few files, as the user knows it."""
    home = f"/home/{USER}"
    system.call("mkdir", "-p", f"{home}/Pictures/summer/walruses", user=True)
    system.call("touch", f"{home}/Pictures/beach.jpg", f"{home}/Pictures/quick brown fox.txt", user=True)
    yield f"{home}/Pictures"
    system.call("find", home, "-mindepth", "1", "-delete", user=True)


class Window:
    """The program in the system, as its user has it on a screen."""

    def __init__(self, system: BareDebian, screen: Screen, bus: str, log: Path, *arguments: str) -> None:
        env = system.env({"DISPLAY": screen.env["DISPLAY"], "DBUS_SESSION_BUS_ADDRESS": bus})
        with log.open("wb") as output:
            command = system.command("fbrowser", *arguments, user=True)
            self.process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
        self.log = log
        try:
            self.id = screen.wait_for_window(self.process.pid)
        except BaseException:
            self.process.kill()
            sys.stderr.write(log.read_text())  # pytest shows it with the failure
            raise

    def is_closed(self, screen: Screen) -> bool:
        """Close it, and tell whether it ended as it should."""
        screen.close(self.id)
        return self.process.wait(timeout=10) == 0


def test_the_commands_work(system: BareDebian, pictures: str) -> None:
    said = system.call("fbrowser", "--version", user=True)
    assert said.startswith(f"fbrowser {fbrowser.__version__} (commit ")
    assert "unknown" not in said
    assert system.call("fbrowser", "find", "walrus", pictures, user=True) == f"{pictures}/summer/walruses\n"


def test_no_file_was_changed_and_none_is_missing(system: BareDebian) -> None:
    assert system.call("dpkg", "--verify", "fbrowser") == ""
    listed = system.call("dpkg", "--listfiles", "fbrowser").splitlines()
    assert "/usr/share/applications/io.github.fbrowser.fbrowser.desktop" in listed
    assert not [file for file in listed if not file.startswith("/usr") and file != "/."]
    assert not [file for file in listed if file.startswith("/usr/share/dbus-1") or file.endswith(".list")]


def said_of_windows(system: BareDebian) -> str:
    """Return the kind of windows that the installed desktop file says are ours."""
    entry = (system.folder / "usr/share/applications" / f"{fbrowser.APP_ID}.desktop").read_text("utf-8")
    return entry.partition("StartupWMClass=")[2].partition("\n")[0]


def test_a_user_opens_a_folder_and_searches(
    system: BareDebian, pictures: str, screen: Screen, tmp_path: Path
) -> None:
    with session_bus() as bus:
        window = Window(system, screen, bus, tmp_path / "log", pictures)
        try:
            screen.activate(window.id)
            wait_for(lambda: title(screen, window.id).startswith("Pictures"))
            wait_for(lambda: screen.variety(window.id) > LETTERS)
            assert screen.colours(window.id) > 20
            assert screen.wm_class(window.id)[1] == said_of_windows(system)
            time.sleep(0.5)
            screen.type("summ")
            screen.key("Return")
            wait_for(lambda: title(screen, window.id).startswith("summer"))
            screen.key("alt+Up")
            wait_for(lambda: title(screen, window.id).startswith("Pictures"))
            screen.key("ctrl+f")
            screen.type("walr")
            time.sleep(1)
            screen.photograph(tmp_path / "search.png")
            screen.key("Down", "Return")
            wait_for(lambda: title(screen, window.id).startswith("walruses"))
            assert window.is_closed(screen), window.log.read_text()
        finally:
            window.process.kill()
            window.process.wait()
    assert window.log.read_text() == ""


def test_letters_would_be_boxes_without_the_fonts_it_depends_on(
    system: BareDebian, pictures: str, screen: Screen, tmp_path: Path
) -> None:
    fonts = system.folder / "usr" / "share" / "fonts"
    fonts.rename(fonts.with_name("no-fonts"))
    try:
        with session_bus() as bus:
            window = Window(system, screen, bus, tmp_path / "log", pictures)
            try:
                wait_for(lambda: screen.colours(window.id) > 20)
                assert screen.variety(window.id) < LETTERS
                assert window.is_closed(screen), window.log.read_text()
            finally:
                window.process.kill()
                window.process.wait()
    finally:
        fonts.with_name("no-fonts").rename(fonts)


def test_the_copyright_file_says_of_every_file_what_it_is_of(system: BareDebian) -> None:
    said = (system.folder / "usr/share/doc/fbrowser/copyright").read_text("utf-8")
    stanzas = [
        (stanza.partition("Copyright:")[0].partition("Comment: ")[2].split(" ")[0].strip(), pattern)
        for stanza in said.split("\n\n")
        if stanza.startswith("Files: ")
        for pattern in stanza.partition("\nComment:")[0].removeprefix("Files: ").split()
    ]

    def part_of(file: str) -> str:
        return next(part for part, pattern in reversed(stanzas) if fnmatch.fnmatchcase(file, pattern))

    wanted = {
        f"{INSTALLED}/argparse.pyc": "Python",
        f"{INSTALLED}/tomlkit/api.pyc": "tomlkit",
        f"{INSTALLED}/numpy/_core/numeric.pyc": "numpy",
        f"{INSTALLED}/PySide6/Qt/lib/libQt6Core.so.6": "Qt",
        f"{INSTALLED}/PySide6/__init__.pyc": "PySide6_Essentials",
        f"{INSTALLED}/fbrowser/app/main.pyc": "fbrowser",
        f"{INSTALLED}/fbrowser/resources/icons/actions/star.svg": "Tabler",
        f"{INSTALLED}/libz.so.1": "zlib1g",
        "usr/lib/fbrowser/fbrowser": "PyInstaller's",
    }
    assert all((system.folder / file).exists() for file in wanted)
    assert {file: part_of(file) for file in wanted} == wanted
    rows: list[dict[str, str]] = json.loads((system.folder / LICENCES / "parts.json").read_text())
    named = {row["name"].split()[0] for row in rows if not row["within"]}
    found = {
        part_of(str(file.relative_to(system.folder)))
        for file in (system.folder / "usr/lib/fbrowser").rglob("*")
        if file.is_file()
    }
    assert found == named
    taken_in = {f" and in it {row['name']}: {row['file']}" for row in rows if row["within"] == "Qt"}
    assert len(taken_in) > 20
    assert taken_in <= {*said.splitlines()}


def test_an_upgrade_leaves_nothing_of_the_version_before(system: BareDebian, tmp_path: Path) -> None:
    newer = tmp_path / "bundle"
    shutil.copytree(ROOT / "dist" / "fbrowser", newer, symlinks=True, copy_function=shutil.copy)
    (newer / "_internal" / "LICENSE").write_text("changed")
    (newer / "_internal" / "added").write_text("added")
    (newer / "_internal" / "numpy" / "version.pyc").rename(newer / "_internal" / "numpy" / "renamed.pyc")
    command = [sys.executable, str(ROOT / "packaging" / "linux" / "build_deb.py"), "--version", "1000"]
    subprocess.run([*command, "--bundle", str(newer), "--to", str(tmp_path)], check=True, stdout=subprocess.DEVNULL)
    inside = system.folder / INSTALLED
    assert (inside / "numpy" / "version.pyc").exists()

    system.install(next(tmp_path.glob("fbrowser_1000_*.deb")))
    assert system.call("dpkg-query", "-W", "-f", "${Version} ${db:Status-Status}", "fbrowser") == "1000 installed"
    assert (inside / "LICENSE").read_text() == "changed"
    assert (inside / "added").exists()
    assert not (inside / "numpy" / "version.pyc").exists()
    lying = {f"/{file.relative_to(system.folder)}" for file in (inside.parent).rglob("*")}
    assert lying == {each for each in system.call("dpkg", "-L", "fbrowser").splitlines() if each in lying}


def test_removing_it_leaves_nothing_of_it(system: BareDebian) -> None:
    """That nothing else is left either, when what it depends on is gone as well, is seen by `new_system`."""
    system.call("apt-get", "remove", "-y", "fbrowser")
    assert not [file for file in system.files() if "fbrowser" in file]
    assert "fbrowser" not in system.call("dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n")
