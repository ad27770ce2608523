"""Entry: the command line, the window, and, from inside the bundle, the child processes."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    if sys.argv[1:2] == ["--child"]:  # the bundle has no `python -m`
        from fbrowser.common.child import run_child  # noqa: PLC0415 - only what is needed is imported

        return run_child(sys.argv[2])
    if sys.argv[1:2] and sys.argv[1] in ("index", "status", "find", "keys", "--version", "--help", "-h"):
        from fbrowser.app.cli import run_command  # noqa: PLC0415 - the window does without argparse

        return run_command(sys.argv[1:])
    folders = [each for each in sys.argv[1:] if each != "--safe"]
    if len(folders) > 1 or any(each.startswith("-") for each in folders):
        print("fbrowser: one FOLDER to open, or a command; see fbrowser --help", file=sys.stderr)  # noqa: T201 - a terminal
        return 2
    from fbrowser.app.main import run_window  # noqa: PLC0415 - the commands do without the window

    is_safe = len(folders) < len(sys.argv) - 1
    return run_window(os.fsencode(folders[0]) if folders else None, safe=is_safe)


if __name__ == "__main__":
    sys.exit(main())
