"""Qt is loaded without PySide's own descriptions, which are there all the same as soon as they are wanted."""

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
