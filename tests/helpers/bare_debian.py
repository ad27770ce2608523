"""A bare Debian in a folder, as a new machine has it: for root, on a Debian or Ubuntu whose packages it takes.

Needs mmdebstrap and dbus, which ./dev test installs. Every command has mounts of its own, which the kernel takes
away with it, however it ends: there is nothing to clean up but files.
"""

import contextlib
import os
import platform
import subprocess
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

USER = "someone"
UID = 1000
_INSIDE = """
for kind in proc devpts tmpfs; do
    case $kind in proc) at=proc ;; devpts) at=dev/pts ;; tmpfs) at=dev/shm ;; esac
    mount -t "$kind" "$kind" "$1/$at"
done
if test -d /tmp/.X11-unix; then
    mkdir -p "$1/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"
fi
exec chroot "$@"
"""
_APART = ["unshare", "--mount", "--propagation", "private"]
_ENV = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
_NOT_OURS = (
    "dev",
    "home",
    "proc",
    "run",
    "sys",
    "tmp",
    "var/cache/apt",
    "var/cache/ldconfig",
    "var/lib/apt",
    "var/log",
)
"""What systems write to while they run, and what apt keeps for itself."""


@dataclass(frozen=True)
class BareDebian:
    """The system, and what is done in it."""

    folder: Path

    def command(self, *arguments: str, user: bool = False) -> list[str]:
        """Return what runs a program in it, as root or as an ordinary user; the process stays the same."""
        become = ["setpriv", "--reuid", USER, "--regid", USER, "--init-groups"] if user else []
        return [*_APART, "sh", "-ec", _INSIDE, "sh", str(self.folder), *become, *arguments]

    def env(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of the ordinary user."""
        return _ENV | {"HOME": f"/home/{USER}", "XDG_RUNTIME_DIR": f"/run/user/{UID}"} | dict(more)

    def call(self, *arguments: str, user: bool = False) -> str:
        """Run a program in it, and return what it printed; fail if it fails."""
        env = self.env({}) if user else _ENV
        done = subprocess.run(
            self.command(*arguments, user=user), env=env, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def install(self, package: Path) -> None:
        """Install a package from a file, with what it depends on and nothing that it only recommends."""
        (self.folder / "tmp" / package.name).write_bytes(package.read_bytes())
        self.call("apt-get", "install", "-y", "--no-install-recommends", f"/tmp/{package.name}")

    def files(self) -> set[str]:
        """Return all files and folders, but for those that change by themselves."""
        found: set[str] = set()
        for folder, folders, files in os.walk(self.folder):
            inside = os.path.relpath(folder, self.folder)
            folders[:] = [name for name in folders if os.path.normpath(f"{inside}/{name}") not in _NOT_OURS]
            found.update(os.path.normpath(f"/{inside}/{name}") for name in (*folders, *files))
        return found


def make_bare_debian(folder: Path) -> BareDebian:
    """Return the release that this machine has, from where it has it, with an ordinary user."""
    release = platform.freedesktop_os_release()["VERSION_CODENAME"]
    make = [
        "mmdebstrap",
        "--quiet",
        "--mode=root",
        "--variant=minbase",
        "--dpkgopt=force-unsafe-io",
        "--skip=cleanup/apt",
    ]
    subprocess.run([*_APART, *make, release, str(folder), _mirror(release)], check=True, timeout=600)
    made = BareDebian(folder)
    made.call("useradd", "--create-home", "--uid", str(UID), USER)
    made.call("install", "-d", "-o", USER, "-m", "700", f"/run/user/{UID}")
    return made


def _mirror(release: str) -> str:
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Component: main"]
    said = subprocess.run([*asked, f"Release: {release}"], check=True, capture_output=True, text=True).stdout
    assert said, "apt knows no mirror; run apt-get update"
    mirror = said.split()[0]
    if not mirror.startswith("mirror+file:"):
        return mirror
    # A list of mirrors, which the system to be made does not have: its first line, without what is said of it.
    return Path(mirror.removeprefix("mirror+file:")).read_text("utf-8").split()[0]


@contextlib.contextmanager
def session_bus() -> Generator[str]:
    """Start a D-Bus session of the ordinary user's, and return its address; end it with the block."""
    become = ["setpriv", "--reuid", str(UID), "--regid", str(UID), "--clear-groups"]
    address = f"unix:abstract=fbrowser-tests-{os.getpid()}"  # a name and not a path: it is reached from inside
    bus = ["dbus-daemon", "--session", "--nofork", "--print-address", "--address", address]
    with subprocess.Popen([*become, *bus], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
