"""Qt is loaded without PySide's own descriptions, which are there all the same as soon as they are wanted."""

import os
import subprocess
import sys

CODE = """
import builtins, sys
before = builtins.__import__, builtins.compile
from fbrowser.app.load_qt import load_qt
load_qt()
from PySide6.QtCore import QTimer
assert (builtins.__import__, builtins.compile) == before
names = "errorhandler", "parser", "lib.pyi_generator"
modules = [sys.modules[f"shibokensupport.signature.{name}"] for name in names]
assert all("__getattr__" in vars(module) for module in modules), "nothing is compiled before it is wanted"
try:
    QTimer().setInterval("a")
except TypeError as error:
    assert "Supported signatures" in str(error), error
assert not any("__getattr__" in vars(module) for module in modules[:2])
"""


def test_descriptions_are_compiled_when_they_are_wanted() -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True)


def test_a_bundle_looks_for_no_plugins_of_another_qt_and_hands_their_place_on() -> None:
    code = (
        "import sys\nsys.frozen, sys._MEIPASS = True, '/opt/fbrowser/_internal'\n"
        "from fbrowser.app.load_qt import load_qt\nload_qt()\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from fbrowser.common.outer_environment import outer_environment\n"
        "print(*QCoreApplication.libraryPaths(), sep='\\n')\n"
        "assert outer_environment()['QT_PLUGIN_PATH'] == '/'\n"
    )
    env = os.environ | {"QT_PLUGIN_PATH": "/"}
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)
    assert done.stdout
    assert "/" not in done.stdout.splitlines()
