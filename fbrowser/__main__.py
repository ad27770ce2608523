"""Entry: the command line, the window, and, from inside the bundle, the child processes."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what the arguments ask for; return the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--child"]:  # the bundle has no `python -m`
        from fbrowser.common.child import run_child  # noqa: PLC0415 - only what is needed is imported

        return run_child(sys.argv[2])
    is_safe = "--safe" in arguments
    arguments = [each for each in arguments if each != "--safe"]
    if arguments and arguments[0] in ("index", "status", "find", "keys", "--version", "--help", "-h"):
        from fbrowser.app.cli import run_command  # noqa: PLC0415 - the window does without argparse

        return run_command(arguments)
    from fbrowser.app.call import called  # noqa: PLC0415 - the commands do without the window

    call = called([os.fsencode(each) for each in arguments], safe=is_safe)
    if isinstance(call, str):
        print(f"fbrowser: {call}", file=sys.stderr)  # noqa: T201 - a terminal
        return 2
    from fbrowser.app.main import run_window  # noqa: PLC0415 - the commands do without the window

    return run_window(call, safe=is_safe)


if __name__ == "__main__":
    sys.exit(main())
