"""Wrapped: which texts in the sources a person may get to see that nobody would translate."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.helpers.catalogues import ROOT

_TRANSLATED: Final = frozenset(("tr", "later", "ntr", "ptr", "EnvironmentProblem", "Corrupt", "command"))
_NOT_SHOWN: Final = frozenset(
    (
        "cast",
        "keys",
        "compile",
        "TypeVar",
        "import_module",
        "logger",
        "error",
        "exception",
        "warning",
        "note",
        "parse_when",
    )
)
"""What is given to these is no text for people, or one for who looks after the program."""
_MISTAKES: Final = frozenset(
    ("ValueError", "KeyError", "TypeError", "AttributeError", "FileNotFoundError", "BadWhenError")
)
"""Errors that say what is wrong in the program."""
_SHOWN: Final = re.compile(
    r"set(Accessible\w+|Text|InformativeText|DetailedText|ToolTip|TabToolTip|WhatsThis|StatusTip|PlaceholderText|"
    r"WindowTitle|Title|TabText|IconText|ItemText|HeaderData|NameFilters)|add(Action|Menu|Item|Items|Tab)|"
    r"insert(Item|Action|Menu)|"
    r"Q(Action|Menu|Label|PushButton|ToolButton|CheckBox|RadioButton|GroupBox|MessageBox|FileDialog)|FlatButton"
)
"""Names of functions whose texts are seen."""
_PROSE: Final = re.compile(r"[^\W\d_]{2,}[,.;:]? +[^\W\d_]|^[A-Z][a-z]+[.!?\u2026]?$")
"""Two words, or one that is written large."""
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")


def unwrapped(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of what may be seen in a module, and is given to none of the functions that translate."""
    tree = ast.parse(source)
    silent = {id(below) for node in ast.walk(tree) for part in _silent(node) for below in ast.walk(part)}
    shown = {
        id(below)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _SHOWN.fullmatch(_name(node.func))
        for argument in node.args
        for below in _itself(argument)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            pattern = _LETTERS if id(node) in shown else _PROSE
            if pattern.search(node.value):
                yield node.lineno, node.value


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what in a node is translated, or not seen by people."""
    match node:
        case ast.Call():
            if _name(node.func) in _TRANSLATED:
                yield from node.args
            if _name(node.func) in _NOT_SHOWN:
                yield node
            yield from (each for each in node.keywords if each.arg in ("when", "checked", "keys", "icon"))
        case ast.Raise(ast.Call(function)):
            if _name(function) in _MISTAKES:
                yield node
        case ast.FunctionDef() | ast.ClassDef():
            yield from filter(None, (getattr(node, "returns", None),))
        case ast.arg() | ast.AnnAssign():
            yield from filter(None, (node.annotation,))
        case ast.Assign([ast.Name("__all__")]):
            yield node
        case ast.Expr(ast.Constant()) | ast.Subscript():
            yield node.value if isinstance(node, ast.Expr) else node.slice
        case _:
            return


def _itself(argument: ast.expr) -> Iterator[ast.AST]:
    """Yield the literals that an argument is made of, but not what is given to other functions in it."""
    if isinstance(argument, (ast.Call, ast.Subscript)):
        return
    yield argument
    for below in ast.iter_child_nodes(argument):
        if isinstance(below, ast.expr):
            yield from _itself(below)


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
        case _:
            return ""


def modules() -> Iterator[tuple[str, str]]:
    """Yield name and source of each module of the program."""
    for file in sorted((ROOT / "fbrowser").rglob("*.py")):
        yield file.relative_to(ROOT / "fbrowser").as_posix(), file.read_text("utf-8")
