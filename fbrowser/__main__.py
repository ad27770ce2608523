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
    if len(sys.argv) > 2 or (sys.argv[1:2] and sys.argv[1].startswith("-")):  # noqa: PLR2004 - the program, one folder
        print("fbrowser: one FOLDER to open, or a command; see fbrowser --help", file=sys.stderr)  # noqa: T201 - a terminal
        return 2
    from fbrowser.app.main import run_window  # noqa: PLC0415 - the commands do without the window

    return run_window(os.fsencode(sys.argv[1]) if sys.argv[1:] else None)


if __name__ == "__main__":
    sys.exit(main())
