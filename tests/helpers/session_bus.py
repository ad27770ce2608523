"""A session bus of its own, and other programs that call a file manager there."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path
from urllib.parse import quote_from_bytes

_NAME = "org.freedesktop.FileManager1"
_BUS = "org.freedesktop.DBus"
ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
_CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@contextlib.contextmanager
def session_bus(env: dict[str, str]) -> Generator[dict[str, str]]:
    """Start a bus, which starts programs in an environment; give that with the address; end it with the block."""
    bus = shutil.which("dbus-run-session")
    assert bus is not None, "./dev test installs it"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [bus, f"--config-file={_own_configuration(env)}", "--", "sh", "-c", f"echo ${ADDRESS}; exec cat"],
        env=env,
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield env | {ADDRESS: process.stdout.readline().strip()}
        process.stdin.close()


def _own_configuration(env: dict[str, str]) -> Path:
    """Return the configuration of a bus that starts what the user has installed, and nothing of this machine's."""
    services = Path(env.get("XDG_DATA_HOME") or f"{env['HOME']}/.local/share", "dbus-1", "services")
    file = Path(env["XDG_RUNTIME_DIR"], "bus.conf")
    file.write_text(_CONFIGURATION.format(services=services))
    return file


def uri(path: Path) -> str:
    """Return the URI of a file."""
    return f"file://{quote_from_bytes(os.fsencode(path))}"


def show(env: dict[str, str], method: str, *uris: str) -> "subprocess.CompletedProcess[str]":
    """Call a file manager, as browsers do; it is started if none runs."""
    arguments = f"[{', '.join(map(repr, uris))}]"
    call = [f"--dest={_NAME}", "--object-path=/org/freedesktop/FileManager1", f"--method={_NAME}.{method}"]
    command = ["gdbus", "call", "--session", "--timeout=25", *call, arguments, ""]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=30)


def owner(env: dict[str, str]) -> int:
    """Return the process that is the file manager; 0: none is."""
    call = [f"--dest={_BUS}", "--object-path=/", f"--method={_BUS}.GetConnectionUnixProcessID", _NAME]
    asked = subprocess.run(
        ["gdbus", "call", "--session", *call], env=env, capture_output=True, text=True, check=False
    )
    return int(asked.stdout.split()[1].strip(",)")) if asked.returncode == 0 else 0
