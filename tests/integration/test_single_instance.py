"""One window a user, whoever calls and however; it can be called before there is a window to be seen."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import psutil
import pytest

from fbrowser.app import single_instance
from fbrowser.app.call import Call, Wish
from fbrowser.app.single_instance import LONGEST, MOST
from fbrowser.config import session as session_file
from tests.helpers.reading import SYSTEM_PYTHON
from tests.helpers.trees import grow, many
from tests.helpers.xsession import Screen, title, wait_for, x_screen

PROGRAM = [sys.executable, "-m", "fbrowser"]
NOBODY = 65534
IS_ROOT = os.geteuid() == 0
_STRANGER = """
import socket, sys
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])
message = bytes.fromhex(sys.argv[2])
client.sendall(len(message).to_bytes(4, "little") + message)
try:
    print(client.recv(2))
except ConnectionResetError:
    print(b"")
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"zebra": {"stripes": 1}, "a b.txt": 1, "c": 1})


@pytest.fixture
def env(screen: Screen, session: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name.startswith(("FBROWSER_", "HOME"))}
    return screen.env | ours | {"XDG_RUNTIME_DIR": str(session)}


@pytest.fixture
def begin(env: dict[str, str]) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Return a function that starts the program; each is ended politely, and must have had no complaints."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str | Path, **more: str) -> "subprocess.Popen[str]":
        program = subprocess.Popen([*PROGRAM, *arguments], env=env | more, stderr=subprocess.PIPE, text=True)
        started.append(program)
        return program

    yield begin
    try:
        for program in started:
            if program.poll() is None:
                program.terminate()
            _, complaints = program.communicate(timeout=10)
            assert (program.returncode, complaints) == (0, "")
    finally:
        for program in started:
            program.kill()
            program.wait()


def call(env: dict[str, str], *arguments: str | Path) -> None:
    assert subprocess.run([*PROGRAM, *arguments], env=env, timeout=20, check=False).returncode == 0


def socket_of(session: Path) -> Path:
    """Return the path of the socket, as soon as somebody listens."""

    def found() -> list[Path]:
        return [path for path in session.glob("fbrowser/window-*") if path.is_socket()]

    wait_for(lambda: len(found()) > 0)
    return found()[0]


@contextlib.contextmanager
def client(path: Path) -> Generator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        wait_for(lambda: is_let_in(client, path))
        yield client


def is_let_in(client: socket.socket, path: Path) -> bool:
    """Connect, unless so many have that nobody else may yet."""
    try:
        client.connect(str(path))
    except BlockingIOError:
        return False
    return True


def framed(message: bytes) -> bytes:
    return len(message).to_bytes(4, "little") + message


def answer(path: Path, sent: bytes) -> bytes:
    """Return what is answered to some bytes; nothing: the caller was cut off."""
    with client(path) as caller:
        with contextlib.suppress(BrokenPipeError):
            caller.sendall(sent)
        return heard(caller)


def heard(caller: socket.socket) -> bytes:
    try:
        return caller.recv(8)
    except ConnectionResetError:
        return b""


def is_hidden(screen: Screen, program: "subprocess.Popen[str]") -> bool:
    try:
        screen.wait_for_window(program.pid, timeout_s=1.5)
    except TimeoutError:
        return True
    return False


# -- what is sent


def test_64_kib_are_taken_and_a_byte_more_is_not(
    screen: Screen, session: Path, root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    window = screen.wait_for_window(begin(root).pid)
    path = socket_of(session)
    message = Call(Wish.OPEN, (os.fsencode(root / "zebra"),)).packed() + b"\0more="
    longest = message + b"x" * (LONGEST - len(message))
    assert answer(path, framed(longest + b"x")) == b""
    assert title(screen, window).startswith("r")
    assert answer(path, framed(longest)) == b"ok"
    wait_for(lambda: title(screen, window).startswith("zebra"))
    for wrong in (b"\xff\xff\xff\xff", framed(b"do=raise") + b"more", b"\0\0\1\1" + b"x" * 100_000):
        assert answer(path, wrong) == b""
    assert answer(path, framed(b"")) == b"ok", "nothing but the window is wanted"
    assert title(screen, window).startswith("zebra")


def test_who_says_nothing_or_half_of_it_is_cut_off_and_disturbs_nobody(
    env: dict[str, str], screen: Screen, session: Path, root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    program = begin(root)
    window = screen.wait_for_window(program.pid)
    path = socket_of(session)
    time.sleep(1)  # what is opened at the start is open
    before = open_sockets(program.pid)
    with contextlib.ExitStack() as stack:
        callers = [stack.enter_context(client(path)) for _ in range(3)]
        callers[1].sendall(b"\x05\0")
        callers[2].sendall(framed(b"do=open")[:-1])
        call(env, root / "zebra")
        wait_for(lambda: title(screen, window).startswith("zebra"))
        assert [heard(each) for each in callers] == [b"", b"", b""]
    wait_for(lambda: open_sockets(program.pid) == before)


def test_many_silent_callers_make_room_for_one_who_speaks(
    screen: Screen, session: Path, root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    program = begin(root)
    screen.wait_for_window(program.pid)
    path = socket_of(session)
    time.sleep(1)
    before = open_sockets(program.pid)
    with contextlib.ExitStack() as stack:
        callers = [stack.enter_context(client(path)) for _ in range(3 * MOST)]
        assert answer(path, framed(b"do=raise")) == b"ok"
        assert open_sockets(program.pid) <= before + MOST
        assert [heard(each) for each in callers] == [b""] * len(callers)
    wait_for(lambda: open_sockets(program.pid) == before)


def open_sockets(pid: int) -> int:
    return len([1 for _, target in descriptors(pid) if target.startswith("socket:")])


def descriptors(pid: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append((entry.name, str(entry.readlink())))
    return found


# -- who may


@pytest.mark.skipif(not IS_ROOT, reason="only root can be somebody else")
def test_another_user_is_refused_even_where_the_socket_can_be_reached(
    screen: Screen, session: Path, root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    window = screen.wait_for_window(begin(root).pid)
    path = socket_of(session)
    for each, mode in ((session, 0o755), (path.parent, 0o755), (path, 0o666)):
        each.chmod(mode)
    message = Call(Wish.OPEN, (os.fsencode(root / "zebra"),)).packed()
    stranger = [SYSTEM_PYTHON, "-I", "-c", _STRANGER, path, message.hex()]
    ids = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    for before, said in ((ids, "b''"), ([], "b'ok'")):
        done = subprocess.run([*before, *stranger], capture_output=True, text=True, check=True, timeout=20)
        assert done.stdout.strip() == said
        is_there = title(screen, window)
        assert is_there.startswith("r") or not before
    wait_for(lambda: title(screen, window).startswith("zebra"))


def as_link(folder: Path) -> None:
    target = folder.with_name("elsewhere")
    target.mkdir()
    folder.symlink_to(target)


def as_somebody_elses(folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, NOBODY, NOBODY)


@pytest.mark.parametrize(
    "make",
    [
        as_link,
        pytest.param(as_somebody_elses, marks=pytest.mark.skipif(not IS_ROOT, reason="only root can give it away")),
    ],
)
def test_a_folder_that_is_not_ours_alone_is_not_used(
    env: dict[str, str], screen: Screen, session: Path, root: Path, make: Callable[[Path], None]
) -> None:
    make(session / "fbrowser")
    log = session / "log"
    with log.open("wb") as output:
        program = subprocess.Popen([*PROGRAM, root], env=env, stderr=output)
    try:
        window = screen.wait_for_window(program.pid)
        wait_for(lambda: title(screen, window).startswith("r"))
        time.sleep(0.5)
        assert not list((session / "fbrowser").iterdir())
        assert "every call has its own window" in log.read_text()
        program.terminate()
        assert program.wait(10) in (0, -signal.SIGTERM)
    finally:
        program.kill()
        program.wait()


def test_a_session_whose_folder_has_a_long_path_has_one_window_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(single_instance, "_SHORT", str(tmp_path))
    session = tmp_path / ("x" * 100)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    path = single_instance.socket_path()
    assert path.parent == tmp_path / f"fbrowser-{os.geteuid()}"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert not session.exists()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert single_instance.socket_path() == tmp_path / "fbrowser" / path.name


def test_another_screen_has_a_window_of_its_own(
    screen: Screen, env: dict[str, str], root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    near = begin(root)
    near_window = screen.wait_for_window(near.pid)
    call(env | {"DISPLAY": f"{env['DISPLAY']}.0"}, root / "zebra")
    wait_for(lambda: title(screen, near_window) == "zebra \u2014 fbrowser")
    (root / "gnu").mkdir()
    with x_screen() as far_screen:
        there = {"DISPLAY": far_screen.env["DISPLAY"]}
        far = begin(root, **there)
        far_window = far_screen.wait_for_window(far.pid)
        call(env | there, root / "gnu")
        wait_for(lambda: title(far_screen, far_window) == "gnu \u2014 fbrowser")
        far_screen.close(far_window)
        assert far.wait(10) == 0
        far = begin(**there)
        far_window = far_screen.wait_for_window(far.pid)
        wait_for(lambda: title(far_screen, far_window) == "gnu \u2014 fbrowser")
        screen.close(near_window)
        assert near.wait(10) == 0
        folders = [tab.panes[0].place.folder for tab in session_file.load().tabs]
        assert folders == [os.fsencode(root), os.fsencode(root / "zebra")], "each screen keeps what was open there"
        call(env | there, root / "zebra")
        wait_for(lambda: title(far_screen, far_window) == "zebra \u2014 fbrowser")
        far_screen.close(far_window)
        assert far.wait(10) == 0


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ({"DISPLAY": ":1"}, {"DISPLAY": ":1.0"}, True),
        ({"DISPLAY": ":1"}, {"DISPLAY": "unix:1"}, True),
        ({"DISPLAY": ":1"}, {"DISPLAY": "host/unix:1.1", "WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":1"}, {"DISPLAY": "localhost:1.0"}, False),
        ({"DISPLAY": ":1"}, {"DISPLAY": ":10"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "/run/user/7/wayland-0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-1"}, False),
    ],
)
def test_one_screen_has_one_name(
    monkeypatch: pytest.MonkeyPatch, one: dict[str, str], other: dict[str, str], is_same: bool
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    found: list[str] = []
    for each in (one, other):
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.setenv(name, each.get(name, ""))
        found.append(single_instance.own_screen())
    assert all(found)
    assert (found[0] == found[1]) == is_same
    for system in ("win32", "darwin"):
        monkeypatch.setattr("sys.platform", system)
        assert not single_instance.own_screen(), "X is a program among others there"


def test_children_have_neither_the_socket_nor_the_lock(
    screen: Screen, session: Path, tmp_path: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    settings = Path(os.environ["FBROWSER_CONFIG_DIR"], "settings.toml")
    settings.parent.mkdir()
    settings.write_text("[index]\nentries_per_second = 5\n")
    program = begin(many(tmp_path / "slow", 20, 20))
    screen.wait_for_window(program.pid)
    path = socket_of(session)
    window = psutil.Process(program.pid)
    wait_for(lambda: len(window.children(recursive=True)) > 1)
    inodes = {line.split()[6] for line in Path("/proc/net/unix").read_text().splitlines()[1:] if str(path) in line}
    ours = {target for _, target in descriptors(program.pid)}
    secrets = {f"socket:[{inode}]" for inode in inodes} | {f"{path}.lock"}
    assert secrets <= ours, "what is looked for is there"
    with client(path):
        for child in window.children(recursive=True):
            with contextlib.suppress(FileNotFoundError):
                assert not secrets & {target for _, target in descriptors(child.pid)}


# -- what may be wanted


def test_a_search_of_everything_is_begun_and_home_is_a_tab(
    env: dict[str, str],
    screen: Screen,
    root: Path,
    private_home: Path,
    begin: Callable[..., "subprocess.Popen[str]"],
) -> None:
    grow(private_home, {"stripes at home": 1})
    subprocess.run([*PROGRAM, "index", private_home], env=env, check=True, capture_output=True)
    window = screen.wait_for_window(begin(root).pid)
    wait_for(lambda: title(screen, window).startswith("r"))
    call(env, "--search")
    time.sleep(1)
    screen.type("stripes")
    wait_for(lambda: title(screen, window).startswith("\u201cstripes\u201d in"))
    screen.key("Escape", "Escape")
    call(env, "--home")
    wait_for(lambda: title(screen, window).startswith("Home"))
    call(env)
    assert title(screen, window).startswith("Home")


def test_the_first_call_can_be_for_a_search(
    screen: Screen, root: Path, env: dict[str, str], begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    subprocess.run([*PROGRAM, "index", root], env=env, check=True, capture_output=True)
    window = screen.wait_for_window(begin("--search").pid)
    screen.activate(window)
    time.sleep(1.5)
    screen.type("stripes")
    wait_for(lambda: title(screen, window).startswith("\u201cstripes\u201d in"))


@pytest.mark.parametrize("is_first", [True, False])
def test_a_file_is_shown_in_its_folder_by_its_path_or_uri(
    env: dict[str, str], screen: Screen, root: Path, begin: Callable[..., "subprocess.Popen[str]"], is_first: bool
) -> None:
    program = begin(f"file://{root}/a%20b.txt" if is_first else root / "zebra")
    window = screen.wait_for_window(program.pid)
    if not is_first:
        wait_for(lambda: title(screen, window).startswith("zebra"))
        call(env, root / "a b.txt")
    wait_for(lambda: title(screen, window).startswith("r"))
    screen.activate(window)
    time.sleep(1.5)
    screen.type("ze")  # the cursor was elsewhere; were it not on the file, this would change nothing
    screen.key("Return")
    wait_for(lambda: title(screen, window).startswith("zebra"))


def test_a_wrong_call_is_one_line_and_exit_2(env: dict[str, str]) -> None:
    for wrong in (["--serach"], ["--search", "x"], ["a", "b"], ["file://elsewhere/x"], [""]):
        done = subprocess.run([*PROGRAM, *wrong], env=env, capture_output=True, text=True, check=False, timeout=20)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("fbrowser: ")
        assert done.stdout == ""


# -- without a window


def test_it_waits_without_a_window_until_it_is_called(
    env: dict[str, str], screen: Screen, session: Path, root: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    program = begin("--background")
    socket_of(session)
    assert is_hidden(screen, program)
    call(env, "--background")
    assert is_hidden(screen, program)
    call(env, root)
    window = screen.wait_for_window(program.pid)
    wait_for(lambda: title(screen, window).startswith("r"))
    assert screen.colours(window) > 20, "the window is blank"
    screen.close(window)
    assert program.wait(10) == 0, "closing the window ends it, as ever"


def test_one_that_waits_can_be_ended(
    screen: Screen, session: Path, begin: Callable[..., "subprocess.Popen[str]"]
) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        program = begin("--background")
        socket_of(session)
        assert is_hidden(screen, program)
        program.send_signal(number)
        assert program.wait(10) == 0
        for path in session.glob("fbrowser/window-*"):
            path.unlink()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_window_is_closed_by_signals_and_what_is_open_is_kept(
    screen: Screen,
    session: Path,
    root: Path,
    env: dict[str, str],
    begin: Callable[..., "subprocess.Popen[str]"],
    number: signal.Signals,
) -> None:
    program = begin(root)
    window = screen.wait_for_window(program.pid)
    socket_of(session)
    call(env, root / "zebra")
    wait_for(lambda: title(screen, window).startswith("zebra"))
    program.send_signal(number)
    assert program.wait(10) == 0
    kept = Path(os.environ["FBROWSER_DATA_DIR"], "session.json").read_text()
    assert "/r/zebra" in kept
