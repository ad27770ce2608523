"""Makes the installer of Windows, dist/fbrowser-VERSION-setup.exe, of the bundle in dist/fbrowser.

ISCC, if set, is the path of Inno Setup's compiler. FBROWSER_SIGN_COMMAND, if set, signs both: see
bundle.py.
"""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
BUNDLE: Final[dict[str, Any]] = runpy.run_path(str(HERE / "bundle.py"))
USUAL: Final = r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"


def command(compiler: str, version: str, sign: str = "") -> list[str]:
    """Return what makes the installer of a version; sign: the command that signs a file, $f, if any does."""
    numbers = ".".join(map(str, BUNDLE["four_numbers"](version)))
    signing = ["/DSigned", f"/Ssign={sign}"] if sign else []
    return [compiler, "/Q", f"/DVersion={version}", f"/DNumbers={numbers}", *signing, str(HERE / "fbrowser.iss")]


def main() -> int:
    """Make it; return the exit code."""
    compiler, sign = os.environ.get("ISCC") or USUAL, os.environ.get("FBROWSER_SIGN_COMMAND", "")
    return subprocess.run(command(compiler, BUNDLE["version"](), sign), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
