"""Files are looked at by a child; what is run is what was looked at, apart from us, with nothing of ours."""

import os
import shutil
import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.programs import Opens, Way, by_name
from fbrowser.fileops import open_worker, opening
from fbrowser.fileops.opening import Looked, look, open_text, run
from tests.helpers.children import SILENT, replace_children, run_instead
from tests.helpers.desktop import Desktop, make, make_desktop, wait_for
from tests.helpers.trees import HOSTILE

ELF = Path(sys.executable).resolve()
REPORT = """#!{python}
import json, os, sys
fds = sorted(each for each in os.listdir("/proc/self/fd"))
said = dict(pid=os.getpid(), parent=os.getppid(), session=os.getsid(0), group=os.getpgrp(), cwd=os.getcwd(),
    argv=sys.argv, fds=[os.readlink(f"/proc/self/fd/{{n}}") for n in fds if os.path.exists(f"/proc/self/fd/{{n}}")],
    env=dict(os.environ))
with open({report!r} + ".part", "w") as file:
    json.dump(said, file)
os.replace({report!r} + ".part", {report!r})
"""


def looked_at(path: Path | bytes) -> Looked:
    return look(os.fsencode(path), CancelToken())


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return make_desktop(tmp_path / "desktop", monkeypatch)


@pytest.fixture
def no_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f".:{tmp_path / 'nothing'}")
    make(tmp_path / "gio", "#!/bin/sh\ntouch ran\n")
    monkeypatch.chdir(tmp_path)


# -- looking


def test_an_ordinary_file_is_nothing_that_runs(tmp_path: Path) -> None:
    found = looked_at(make(tmp_path / "notes.txt", "x"))
    assert (found.is_file, found.is_folder, found.is_silent) == (True, False, False)
    assert (found.program, found.can_run, found.opener) == (None, False, None)


def test_links_are_followed_and_their_names_count(tmp_path: Path) -> None:
    make(tmp_path / "run.sh", "#!/bin/sh\n")
    (tmp_path / "photo.jpg").symlink_to("run.sh")
    found = looked_at(tmp_path / "photo.jpg")
    assert found.path == os.fsencode(tmp_path / "photo.jpg")
    assert found.target == os.fsencode(tmp_path / "run.sh")
    assert found.program is not None
    (tmp_path / "sub").mkdir()
    (tmp_path / "link").symlink_to("sub")
    assert looked_at(tmp_path / "link").is_folder


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    with pytest.raises(EnvironmentProblem, match=r"The link broken leads nowhere: it is no longer there\."):
        looked_at(tmp_path / "broken")
    with pytest.raises(EnvironmentProblem, match=r"gone could not be opened: it is no longer there\."):
        looked_at(tmp_path / "gone")


def test_special_files_are_not_opened_to_be_looked_at(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    found = looked_at(tmp_path / "fifo")
    assert (found.is_file, found.is_silent, found.program) == (False, False, None)
    os.mkfifo(tmp_path / "fifo.desktop")
    assert looked_at(tmp_path / "fifo.desktop").program is None
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s"))
        assert not looked_at(tmp_path / "s").is_file


def test_what_cannot_run_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    monkeypatch.setattr(open_worker, "_begin", lambda path, _status: read.append(os.path.basename(path)))
    for name, mode in (("a.txt", 0o644), ("a.sh", 0o644), ("b.sh", 0o755), ("a.desktop", 0o644)):
        open_worker.look(os.fsencode(make(tmp_path / name, "#!/bin/sh\n", mode)))
    assert read == [b"b.sh", b"a.desktop"]


def test_every_name_is_looked_at_as_it_is(tmp_path: Path) -> None:
    for name in HOSTILE:
        path = os.path.join(os.fsencode(tmp_path), name)
        os.close(os.open(path, os.O_CREAT))
        assert looked_at(path).target == path


@pytest.mark.parametrize(
    ("name", "content", "mode", "way", "can_run"),
    [
        ("tool", None, 0o755, Way.KERNEL, True),
        ("tool.jpg", None, 0o755, Way.KERNEL, True),
        ("a.AppImage", b"\x7fELF\2\1\1\0AI\2", 0o755, Way.KERNEL, True),
        ("a.AppImage", b"\x7fELF\2\1\1\0AI\2", 0o644, Way.KERNEL, False),
        ("run", b"#!/bin/sh\n", 0o755, Way.KERNEL, True),
        ("setup.exe", b"MZ", 0o755, Way.NOBODY, False),
        ("x.desktop", b"[Desktop Entry]\n", 0o644, Way.DESKTOP, True),
    ],
)
def test_what_runs(
    tmp_path: Path, desktop: Desktop, name: str, content: bytes | None, mode: int, way: Way, can_run: bool
) -> None:
    del desktop
    found = looked_at(make(tmp_path / name, content if content is not None else ELF.read_bytes()[:4096], mode))
    assert found.program is not None
    assert (found.program.way, found.can_run) == (way, can_run)


@pytest.mark.parametrize(("name", "content"), [("tool", b"\x7fELF"), ("run.sh", b"#!/bin/sh\n")])
def test_what_is_not_marked_as_executable_is_just_opened(tmp_path: Path, name: str, content: bytes) -> None:
    assert looked_at(make(tmp_path / name, content, 0o644)).program is None


def test_a_desktop_says_what_opens_it(tmp_path: Path, desktop: Desktop) -> None:
    script = make(tmp_path / "run.sh", "#!/bin/dash -e\n")
    setup = make(tmp_path / "setup.exe", "MZ", 0o644)
    assert (looked_at(script).opener, looked_at(setup).opener) == (None, None)
    desktop.knows("text/plain", "application/x-msdownload")
    assert (looked_at(script).opener, looked_at(setup).opener) == (os.fsencode(desktop.editor), b"")
    assert looked_at(script).says == b"/bin/dash -e"
    assert looked_at(make(tmp_path / "tool", b"\x7fELF")).opener is None


@pytest.mark.usefixtures("no_desktop")
def test_without_a_desktop_an_entry_is_neither_run_nor_opened_by_chance(tmp_path: Path) -> None:
    entry = looked_at(make(tmp_path / "x.desktop", "[Desktop Entry]\nExec=touch ran\n", 0o755))
    assert (entry.can_run, entry.opener, entry.says) == (False, None, b"touch ran")
    assert looked_at(make(tmp_path / "run.sh", "#!/bin/sh\n")).opener == b"", "the system may know what opens it"
    assert looked_at(make(tmp_path / "x.exe", "MZ")).opener == b""
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("system", "opener"), [("windows", rb"D:\W\System32\notepad.exe"), ("mac", b"/usr/bin/open")]
)
def test_where_what_opens_it_would_run_it_texts_have_their_own_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, opener: bytes
) -> None:
    monkeypatch.setenv("SYSTEMROOT", r"D:\W")
    monkeypatch.setattr(open_worker, "SYSTEM", system)
    script = os.fsencode(make(tmp_path / "x.bat", "", 0o644))
    for name, opened_by in ((b"x.bat", opener), (b"x.lnk", None), (b"x.jar", b"")):
        program = by_name(name, "windows")
        monkeypatch.setattr(open_worker, "recognise", lambda *_, program=program, **__: program)
        assert open_worker.look(script)["opener"] == opened_by


@pytest.mark.parametrize(("system", "words"), [("windows", []), ("mac", [b"-t"])])
def test_such_a_program_is_given_the_path(monkeypatch: pytest.MonkeyPatch, system: str, words: list[bytes]) -> None:
    monkeypatch.setattr(open_worker, "SYSTEM", system)
    started: list[list[bytes]] = []
    monkeypatch.setattr(open_worker, "_start", lambda command, *_, **__: started.append(command) or 0)
    assert open_worker.open_text(b"/x.bat", b"editor") == 0
    assert started == [[b"editor", *words, b"/x.bat"]]


def test_a_file_that_does_not_answer_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_children(monkeypatch, SILENT)
    monkeypatch.setattr(opening, "PATIENCE_S", 0.2)
    found = looked_at(tmp_path / "x.txt")
    assert (found.is_silent, found.program, found.can_run, found.path) == (
        True,
        None,
        False,
        os.fsencode(tmp_path / "x.txt"),
    )
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        look(os.fsencode(tmp_path), token)


def test_a_child_that_dies_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    run_instead(monkeypatch, "/bin/false")
    assert looked_at(b"/etc/passwd").is_silent


# -- running


@pytest.fixture
def reporter(tmp_path: Path) -> tuple[Path, Path]:
    """Return a program that says all about itself, in a folder of its own, and where."""
    (tmp_path / "sub \xff").mkdir()
    report = tmp_path / "report"
    program = REPORT.format(python=sys.executable, report=str(report))
    return make(tmp_path / "sub \xff" / "rep'ort $(x)", program), report


def test_it_runs_apart_from_us_with_nothing_of_ours(
    reporter: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import json  # noqa: PLC0415 - of this test alone

    program, report = reporter
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "ours")
    monkeypatch.setenv("MINE", "stays")
    with open(os.devnull) as inherited:
        os.set_inheritable(inherited.fileno(), True)
        run(looked_at(program))
    said = json.loads(wait_for(report))
    assert said["argv"] == [str(program)]
    assert said["cwd"] == str(program.parent)
    assert said["session"] == said["group"] == said["pid"], "a signal for us is not for it"
    assert said["parent"] != os.getpid()
    assert said["env"]["MINE"] == "stays"
    assert "XDG_ACTIVATION_TOKEN" not in said["env"]
    assert {each for each in said["fds"] if not each.startswith("/proc/")} == {os.devnull}
    assert len(said["fds"]) <= 4, "stdin, stdout, stderr, and the folder it looks in"


def test_no_signal_is_ignored_because_python_does(tmp_path: Path) -> None:
    program = make(
        tmp_path / "run", f"#!/bin/sh\ncd '{tmp_path}'; grep SigIgn /proc/$$/status > part; mv part said\n"
    )
    run(looked_at(program))
    ignored = int(wait_for(tmp_path / "said").split()[1], 16)
    assert not ignored & (1 << (signal.SIGPIPE - 1) | 1 << (signal.SIGXFSZ - 1))


def test_it_outlives_whoever_ran_it(tmp_path: Path) -> None:
    program = make(tmp_path / "stays", f"#!/bin/sh\necho $$ > '{tmp_path}/part'; mv part pid; exec sleep 60\n")
    run(looked_at(program))
    process = psutil.Process(int(wait_for(tmp_path / "pid")))
    assert psutil.Process() not in process.parents()
    process.kill()


def test_a_link_runs_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    make(tmp_path / "tool", f"#!/bin/sh\necho \"$0\" > '{tmp_path}/part'; mv '{tmp_path}/part' '{tmp_path}/name'\n")
    (tmp_path / "links" / "other").symlink_to("../tool")
    run(looked_at(tmp_path / "links" / "other"))
    assert wait_for(tmp_path / "name").strip() == str(tmp_path / "links" / "other")


def change_content(path: Path) -> None:
    path.write_text("#!/bin/sh\ntouch evil\n")


def change_time(path: Path) -> None:
    os.utime(path, (1, 1))


def change_file(path: Path) -> None:
    other = make(path.with_name("new"), path.read_text())
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


def change_unseen(path: Path) -> None:
    """Write as many other bytes, and put the time back."""
    before = path.stat()
    path.write_text("#!/bin/sh\ntouch evil\n".ljust(before.st_size, "#")[: before.st_size])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [change_content, change_time, change_file, change_unseen])
def test_what_changed_since_it_was_looked_at_is_not_run(tmp_path: Path, change: object) -> None:
    program = make(tmp_path / "run.sh", f"#!/bin/sh\ntouch '{tmp_path}/ran' # and more\n")
    found = looked_at(program)
    assert callable(change)
    change(program)
    with pytest.raises(EnvironmentProblem, match=r"run\.sh has changed since you were asked, and was not run\."):
        run(found)
    link = tmp_path / "link"
    link.symlink_to("run.sh")
    found = looked_at(link)
    link.unlink()
    link.symlink_to("/bin/true")
    with pytest.raises(EnvironmentProblem, match="has changed"):
        run(found)
    program.unlink()
    with pytest.raises(EnvironmentProblem, match=r"link has changed"):
        run(found)
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("#!/no/such/program\n", r"the program that should run it is not there\."),
        ("echo\n", r"the system does not know how; its first line should say"),
        ("#!/etc\n", r"permission denied\."),
    ],
)
def test_why_it_could_not_be_run_is_said_in_plain_words(tmp_path: Path, content: str, why: str) -> None:
    with pytest.raises(EnvironmentProblem, match=rf"run\.sh could not be run: {why}"):
        run(looked_at(make(tmp_path / "run.sh", content)))


def test_a_desktop_entry_is_started_by_the_desktop(tmp_path: Path, desktop: Desktop) -> None:
    entry = make(tmp_path / "a b $(x) %f.desktop", "[Desktop Entry]\nExec=touch ran\n", 0o644)
    found = looked_at(entry)
    run(found)
    assert wait_for(desktop.log).splitlines() == [str(entry), str(tmp_path)]
    desktop.fail()
    with pytest.raises(EnvironmentProblem, match="the desktop could not start what it names"):
        run(found)
    (desktop.folder / "gio").unlink()
    with pytest.raises(EnvironmentProblem, match="the desktop could not start what it names"):
        run(found)


def test_a_script_is_read_as_a_text(tmp_path: Path, desktop: Desktop) -> None:
    desktop.knows("text/plain")
    script = make(tmp_path / "-run.sh", f"#!/bin/sh\ntouch '{tmp_path}/ran'\n")
    found = looked_at(script)
    assert found.program is not None
    assert found.program.opens is Opens.TEXT
    open_text(found)
    assert wait_for(desktop.log).splitlines() == [str(desktop.editor), str(script), str(tmp_path)]
    desktop.fail()
    with pytest.raises(EnvironmentProblem, match=r"-run\.sh could not be opened: the program for texts"):
        open_text(found)
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs gio, which ./dev test installs")
def test_the_desktop_s_own_starter_knows_field_codes_and_no_shell(tmp_path: Path) -> None:
    entry = make(
        tmp_path / "real.desktop",
        '[Desktop Entry]\nType=Application\nName=N m\nExec=touch $(id) "a;b | c" %c %f %i %% done\n',
        0o644,
    )
    run(looked_at(entry))
    wait_for(tmp_path / "done")
    assert set(os.listdir(tmp_path)) == {"real.desktop", "$(id)", "a;b | c", "N m", "%", "done"}


def test_it_says_when_the_start_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked_at(make(tmp_path / "run.sh", "#!/bin/sh\n"))
    replace_children(monkeypatch, SILENT)
    monkeypatch.setattr(opening, "_START_S", 0.2)
    with pytest.raises(EnvironmentProblem, match=r"run\.sh could not be run: it did not answer\."):
        run(found)
    run_instead(monkeypatch, "/no/such/program")
    with pytest.raises(EnvironmentProblem, match=r"No process could be started: it is no longer there\."):
        run(found)
