"""Reports name nothing of the user's, are private, few and small; runs that crashed are told from those ended."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from fbrowser.common import anonymous, lock, mistakes
from fbrowser.common.anonymous import dump, source_name, told, without_names
from fbrowser.config import last_run, reports
from fbrowser.config.last_run import Crash
from fbrowser.config.reports import KEPT, LARGEST, Report, delete, listed, read, write

ROOT = Path(__file__).parents[2]
DUMP = f"""\
Fatal Python error: Segmentation fault

Current thread 0x00007f1 (most recent call first):
  File "{ROOT}/fbrowser/ui/pane.py", line 12 in go
  File "/home/maria/secret plans.py", line 3 in <module>
  <no Python frame>
/home/maria is a stray line

Extension modules: numpy._core, regex._regex (total: 2)
"""


def folder() -> Path:
    return Path(os.fsdecode(reports.folder()))


@pytest.fixture(autouse=True)
def nothing_noted() -> Iterator[None]:
    mistakes.forget()
    yield
    mistakes.forget()


def raised(secret: str = "secret plans") -> BaseException:
    """Return an exception that says something, which another one caused."""
    try:
        try:
            source_name(secret + 1)  # type: ignore[operator]
        except TypeError as error:
            raise KeyError(secret) from error
    except KeyError as error:
        return error
    raise AssertionError


# -- what is left out


def test_an_exception_is_told_without_what_it_says() -> None:
    text = told(raised())
    assert "KeyError: <message>" in text
    assert "TypeError: <message>" in text
    assert "secret" not in text.replace("source_name(secret + 1)", "")
    assert " in raised\n" in text


def test_a_group_and_a_circle_are_told_too() -> None:
    first, second = ValueError("a b"), OSError("/a/b")
    first.__context__, second.__context__ = second, first
    text = told(ExceptionGroup("c", [first, second]))
    assert text.count("ExceptionGroup: <message>") == 1
    assert {"ValueError: <message>", "OSError: <message>"} <= set(text.splitlines())


def test_files_are_named_as_they_are_in_their_package() -> None:
    assert source_name(anonymous.__file__) == "fbrowser/common/anonymous.py"
    assert source_name("__main__.py") == "__main__.py", "a bundle's script"
    assert source_name("/home/m/.venv/lib/python3.11/site-packages/numpy/a.py") == "numpy/a.py"
    assert source_name("/usr/lib/python3.11/json/decoder.py") == "json/decoder.py"
    assert source_name("fbrowser/ui/pane.py") == "fbrowser/ui/pane.py"
    assert source_name(r"fbrowser\ui\pane.py") == "fbrowser/ui/pane.py", "the bundle of Windows"
    assert source_name(r"C:\Users\maria\Python312\Lib\json\decoder.py") == "json/decoder.py"
    assert source_name("<frozen importlib._bootstrap>") == "<frozen importlib._bootstrap>"
    assert source_name("/home/maria/x.py") == "<path>"
    assert source_name("secret/x.py") == "<path>"


def test_a_dump_keeps_what_the_fault_handler_writes() -> None:
    assert dump(DUMP) == textwrap.dedent("""\
        Fatal Python error: Segmentation fault

        Current thread 0x00007f1 (most recent call first):
          fbrowser/ui/pane.py:12 in go
          <path>:3 in <module>
          <no Python frame>
        <message>

        Extension modules: numpy._core, regex._regex (total: 2)""")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("at /home/maria/a b", "at <path> b"),
        ("~/plans.txt", "<path>"),
        ("C:\\Users\\maria", "<path>"),
        ("fbrowser/ui/pane.py:3", "fbrowser/ui/pane.py:3"),
        ("of maria, on whale.lan and Whale", "of <user>, on <machine> and <machine>"),
        ("marias mariachi", "marias mariachi"),
    ],
)
def test_names_and_paths_are_replaced(text: str, left: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "maria")
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "whale.lan", "", "", "")))
    assert without_names(text) == left


# -- what is kept


def test_a_report_is_private_and_can_be_deleted() -> None:
    name = write(Report("plain", "with /paths"))
    assert (read(name), read(name, with_paths=True)) == ("plain", "with /paths")
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder().iterdir()} == {0o600}
    assert stat.S_IMODE(folder().stat().st_mode) == 0o700
    delete(name)
    assert not listed()
    assert not [*folder().iterdir()]


def test_so_many_are_kept_the_latest_first() -> None:
    names = [write(Report(str(number), "")) for number in range(KEPT + 5)]
    assert [read(each) for each in listed()] == [str(number) for number in range(KEPT + 4, 4, -1)]
    assert listed() == names[:4:-1]
    assert len([*folder().iterdir()]) == 2 * KEPT


def test_a_report_is_never_large() -> None:
    name = write(Report("ä" * LARGEST, "\udcff" * LARGEST))
    assert max(each.stat().st_size for each in folder().iterdir()) <= LARGEST
    assert read(name).startswith("ä")


def test_what_lies_there_otherwise_is_no_report() -> None:
    folder().mkdir(parents=True)
    for name in ("running-1", "../x.txt".replace("/", "_"), "notes.txt", "20260101-000000.paths.txt"):
        (folder() / name).touch()
    assert not listed()


# -- mistakes


@pytest.mark.expects_log("a mistake in fbrowser")
def test_a_mistake_is_told_once_however_often_it_is_made() -> None:
    heard: list[BaseException] = []
    mistakes.note(raised())
    mistakes.hear(heard.append)
    assert len(heard) == 1, "what was made before is told"
    for _ in range(60):
        mistakes.note(raised("another"))
    assert len(heard) == 1
    mistakes.note(ValueError())
    assert len(heard) == 2


@pytest.mark.expects_log("a mistake in fbrowser")
def test_only_so_many_are_told() -> None:
    heard: list[BaseException] = []
    mistakes.hear(heard.append)
    for number in range(3 * mistakes.MOST):
        mistakes.note(type(f"Error{number}", (Exception,), {})())
    assert len(heard) == mistakes.MOST


@pytest.mark.parametrize(
    "made",
    [
        "raise ValueError",
        "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
        "X = type('X', (), {'__del__': lambda self: 1 / 0}); X()",
    ],
)
def test_whatever_nobody_catches_is_a_mistake(made: str) -> None:
    code = f"""
import threading
from fbrowser.common import mistakes
mistakes.catch()
mistakes.hear(lambda error: print(type(error).__name__))
{made}
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() in ("ValueError", "ZeroDivisionError")


# -- how the last run ended


def run(code: str, *, fails: bool = False) -> None:
    """Run something in a process that notes how it ends."""
    begun = f"import os, signal\nfrom fbrowser.config import last_run\nlast_run.begin()\n{code}"
    done = subprocess.run([sys.executable, "-c", begun], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode != 0) is fails, done.stderr


def look() -> tuple[list[Crash], int]:
    """Return the runs that crashed, and how many of them in a row before anything was shown; once."""
    in_a_row = last_run._look(os.fsencode(folder()))
    found = last_run.crashes()
    for path, _ in found:
        os.unlink(path)
    return [crash for _, crash in found], in_a_row


NOTHING: tuple[list[Crash], int] = ([], 0)


DIES = "os.kill(os.getpid(), signal.SIGSEGV)"


def test_a_crash_is_known_with_what_the_run_said_of_itself() -> None:
    run(f"last_run.shown('Roots: 3'); {DIES}", fails=True)
    ((crash,), _) = look()
    assert (crash.facts, crash.was_shown) == ("Roots: 3", True)
    assert "reports.py" not in crash.told
    assert crash.how.startswith("Fatal Python error: Segmentation fault")
    assert look() == NOTHING, "it is told once"


def test_an_exception_that_ends_it_is_a_crash() -> None:
    run("last_run.died('Traceback: x', 'Traceback: /home/x'); os._exit(1)", fails=True)
    how = f"Ended by an exception\nTraceback: x{last_run.IN_FULL}Traceback: /home/x"
    assert look() == ([Crash("", how, was_shown=False)], 1)


def test_what_is_told_of_it_says_where_it_was_and_names_nothing() -> None:
    code = (
        "try: open('/secret plans')\nexcept OSError as error: last_run.died(told(error), str(error))\nos._exit(1)"
    )
    run(f"from fbrowser.common.anonymous import told\n{code}", fails=True)
    ((crash,), _) = look()
    assert "FileNotFoundError: <message>" in crash.told
    assert "<string>:" in crash.told
    assert "secret" not in crash.told
    assert "secret plans" in crash.how


def test_a_run_with_the_number_of_one_that_crashed_takes_nothing_from_it() -> None:
    run(DIES, fails=True)
    (left,) = folder().iterdir()
    number = left.name.split("-")[1]
    begun = f"import os\nfrom fbrowser.config import last_run\nos.getpid = lambda: {number}\nlast_run.begin()"
    subprocess.run([sys.executable, "-c", f"{begun}\nlast_run.end()"], cwd=ROOT, check=True)
    assert len(last_run.crashes()) == 1


STACK = 'Current thread 0x1 (most recent call first):\n  File "C:\\Users\\maria m\\x.py", line 1 in x\n\n'


def windows(what: str) -> str:
    """Return what Python's fault handler writes on Windows."""
    return f"Windows fatal exception: {what}\n\n{STACK}"


def left(text: str) -> tuple[list[Crash], int]:
    """Return what is known of a run that has left such a file."""
    folder().mkdir(parents=True, exist_ok=True)
    (folder() / "running-1").write_text(text)
    return look()


@pytest.mark.parametrize("how", [windows("access violation"), windows("code 0xc0000374")])
def test_windows_has_its_own_words_for_a_crash(how: str) -> None:
    ((crash,), in_a_row) = left(f"after 0\nshown\nRoots: 3\n{windows('code 0x8001010d')}{how}")
    assert (crash.facts, crash.how, in_a_row) == ("Roots: 3", how, 0)
    assert "maria" not in crash.told
    assert crash.told.startswith(how.partition("\n")[0])


def test_what_libraries_of_windows_have_caught_is_no_crash_and_told_to_nobody() -> None:
    caught = windows("code 0x8001010d")
    assert left(f"after 0\nshown\n{caught}") == NOTHING
    assert left(f"after 1\n{caught}shown\nRoots: 3\n{caught}") == NOTHING
    assert left(f"after 1\n{windows('access violation')}shown\n") == NOTHING, "it has survived that"
    ended = f"Ended by an exception\nTraceback: x{last_run.IN_FULL}Traceback: /home/x"
    ((crash,), in_a_row) = left(f"after 1\n{caught}shown\nRoots: 3\n{windows('access violation')}{ended}")
    assert (crash, in_a_row) == (Crash("Roots: 3", ended, was_shown=True), 0)
    assert "maria" not in crash.told
    ((crash,), _) = left(f"after 0\nshown\nRoots: 3\n{caught * 5000}{windows('access violation')}")
    assert (crash.facts, crash.how) == ("Roots: 3", windows("access violation"))


def test_a_disk_without_locks_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fd: int, *, shared: bool) -> bool:
        raise OSError(errno.ENOLCK, shared)

    monkeypatch.setattr(lock, "_lock", refuse)
    assert last_run.begin() == 0
    assert not [*folder().iterdir()]


@pytest.mark.parametrize("ending", ["last_run.end()", "os.kill(os.getpid(), signal.SIGKILL)", "os._exit(1)"])
def test_another_end_is_none(ending: str) -> None:
    run(ending, fails="end" not in ending)
    assert look() == NOTHING
    assert not [*folder().iterdir()]


def test_crashes_before_the_first_page_are_counted_until_one_is_shown() -> None:
    for _ in range(2):
        run(DIES, fails=True)
    run("os.kill(os.getpid(), signal.SIGKILL)", fails=True)
    assert last_run._look(os.fsencode(folder())) == 2, "who is killed meanwhile changes nothing"
    run(f"last_run.shown(''); {DIES}", fails=True)
    crashes, in_a_row = look()
    assert (len(crashes), in_a_row) == (3, 0), "none is forgotten before it is reported"


def test_one_that_runs_is_left_alone() -> None:
    code = (
        "import sys\nfrom fbrowser.config import last_run\nlast_run.begin()\nprint(1, flush=True)\nsys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert look() == NOTHING
        assert len([*folder().iterdir()]) == 1
        other.communicate()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"after x\n", b"shown\n", b"after 99999999999\n", b"\0" * 10_000]
)
def test_a_damaged_file_is_no_crash(content: bytes) -> None:
    folder().mkdir(parents=True)
    (folder() / "running-1").write_bytes(content)
    assert look() == NOTHING
    assert not [*folder().iterdir()]


def test_a_folder_that_cannot_be_made_stops_nothing() -> None:
    folder().parent.mkdir(parents=True)
    folder().touch()
    run("last_run.shown('x'); last_run.died('y', 'z'); last_run.end()")
