"""Load Qt without what PySide prepares for programmers: 35 ms sooner, of the 125 that an empty window takes.

On import, PySide compiles the sources of the modules that describe its functions, for `help()`, stub files and the
words of a TypeError, and puts a hook on every later import, for `from __feature__ import`, which nobody here uses.
The modules are compiled when somebody looks into them; the hook is taken off.
"""

from __future__ import annotations

import builtins
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import CodeType

_FOLDER: Final = "shibokensupport/signature/"
_LATE: Final = ("errorhandler", "layout", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
_LATER: Final = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if globals().pop("__getattr__", None):
        exec(compile({source!r}, {file!r}, "exec"), globals())
    if name in globals():
        return globals()[name]
    raise AttributeError(name)
"""

_PLUGINS: Final = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
"""Where systems that are put together in their own way have the plugins of their Qt."""


def load_qt() -> None:
    """Import PySide6.QtCore, the first time; a bundle's finds no plugins but those made for it."""
    if getattr(sys, "frozen", False):
        for name in _PLUGINS:
            if name in os.environ:
                os.environ[f"{name}_ORIG"] = os.environ.pop(name)  # see common/outer_environment.py
    ordinary_import, ordinary_compile = builtins.__import__, builtins.compile
    late = {f"{_FOLDER}{name}.py" for name in _LATE}

    def compile_late(source: bytes | str, file: str, *how: str, **options: bool) -> CodeType:
        if file in late:
            late.discard(file)
            source = _LATER.format(source=source, file=file)
        # The overloads of compile cannot be told from what is only passed on.
        return ordinary_compile(source, file, *how, **options)  # type: ignore[arg-type, call-overload] - see above

    builtins.compile = compile_late  # type: ignore[assignment] - takes what PySide gives it, not all there is
    try:
        import_module("PySide6.QtCore")
    finally:
        builtins.__import__, builtins.compile = ordinary_import, ordinary_compile
