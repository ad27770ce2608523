"""Catalogues: collects the texts of the sources, merges them into the translations, and says what is wrong there.

`./dev translations` runs it; tests/unit/test_catalogues.py holds the result to be right.
"""

import ast
import io
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from fbrowser.common.translation import ENGLISH, LANGUAGES

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "resources" / "translations"
TEMPLATE: Final = FOLDER / "fbrowser.pot"
WIDTH: Final = 110
_DATES: Final = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team): .*\n', re.M
)


IN_ENGLISH: Final = frozenset(f"app/{name}.py" for name in ("cli", "find", "output", "refresh"))
"""What talks to a terminal: see CONTRIBUTING.md."""


class Found(NamedTuple):
    """A text in the sources."""

    text: str
    many: str = ""
    """Its plural; empty: it has none."""
    context: str | None = None
    file: str = ""


# -- collecting


def collect() -> list[Found]:
    """Return every text of the sources that is to be translated, in the order of the files."""
    found = [
        each._replace(file=str(file.relative_to(ROOT)))
        for file in sorted((ROOT / "fbrowser").rglob("*.py"))
        if file.relative_to(ROOT / "fbrowser").as_posix() not in IN_ENGLISH
        for each in texts_of(file.read_text("utf-8"))
    ]
    return [each for each in found if each.context or re.search(r"[^\W\d_]", _FIELD.sub("", each.text))]


def texts_of(source: str) -> Iterator[Found]:
    """Yield the texts of one module."""
    nodes = [each for each in ast.walk(ast.parse(source)) if isinstance(each, (ast.Call, ast.FunctionDef))]
    for node in sorted(nodes, key=lambda each: (each.lineno, each.col_offset)):
        if isinstance(node, ast.Call):
            yield from _called(node)
        elif any(map(_is_command, node.decorator_list)):
            yield Found((ast.get_docstring(node) or "").strip())


def _called(call: ast.Call) -> Iterator[Found]:
    arguments = [list(_literals(each)) for each in call.args]
    match _name(call.func):
        case "later" if len(arguments) > 1:
            yield from (Found(text, context=arguments[1][0]) for text in arguments[0])
        case "tr" | "later" | "Corrupt":
            yield from (Found(text) for text in arguments[0])
        case "ntr":
            yield from (Found(one, many) for one, many in zip(*arguments[:2], strict=True))
        case "ptr":
            yield from (Found(text, context=arguments[0][0]) for text in arguments[1])
        case "EnvironmentProblem":
            yield from (Found(text) for texts in arguments[:2] for text in texts if text)
        case "command":
            yield from (Found(text) for text in arguments[1])
        case _:
            return


def _is_command(decorator: ast.expr) -> bool:
    made = decorator.value if isinstance(decorator, ast.Attribute) else decorator
    return isinstance(made, ast.Call) and _name(made.func) == "command"


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(_, name):
            return name
        case _:
            return ""


def _literals(argument: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument may be; none if it is one that was marked elsewhere."""
    match argument:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(_, first, second):
            yield from _literals(first)
            yield from _literals(second)
        case _:
            return


# -- the files


def template() -> Catalog:
    """Return what there is to translate."""
    made = Catalog(project="fbrowser", copyright_holder="the fbrowser developers", header_comment=HEADER)
    for each in collect():
        made.add(
            (each.text, each.many) if each.many else each.text, context=each.context, locations=[(each.file, 0)]
        )
    return made


HEADER: Final = """\
# Texts of fbrowser. Made by ./dev translations from the sources: translate in the files of the languages.\
"""


def languages() -> list[str]:
    """Return the codes of the languages that there are, but for English."""
    return [code for code in LANGUAGES if code != ENGLISH]


def path_of(language: str) -> Path:
    """Return the file of a language."""
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    """Return the translations of a language; empty if there is no file yet."""
    if not path_of(language).exists():
        return Catalog(locale=language, project="fbrowser")
    with path_of(language).open("rb") as file:
        return read_po(file, language)


def merged(language: str) -> Catalog:
    """Return the translations of a language, in step with the sources."""
    catalogue = read(language)
    catalogue.update(template(), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = f"# Texts of fbrowser in {LANGUAGES[language]}."
    return catalogue


def written(catalogue: Catalog) -> str:
    """Return a catalogue as a file; without what would differ whenever it is made."""
    file = io.BytesIO()
    write_po(file, catalogue, width=WIDTH, include_lineno=False, sort_by_file=True)
    return _DATES.sub("", file.getvalue().decode())


def wanted() -> dict[Path, str]:
    """Return what the files must be."""
    FOLDER.mkdir(exist_ok=True)
    return {TEMPLATE: written(template())} | {path_of(each): written(merged(each)) for each in languages()}


# -- what is wrong with them


def out_of_step() -> list[str]:
    """Return what is to be done before the files say what the sources do, a line each."""
    return [
        f"{path.name} is not in step with the sources; run ./dev translations"
        for path, text in wanted().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def compile_all() -> None:
    """Compile the files of all languages, as ./dev does."""
    runpy.run_path(str(ROOT / "packaging" / "compile_catalogues.py"))["compile_all"]()


def wrong_in(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with the translations of a language."""
    for message in catalogue:
        if not message.id:
            continue
        ids, strings = _all(message.id), _all(message.string)
        first = next(iter(ids))
        if message.fuzzy:
            yield f"{first!r} is marked as fuzzy"
        if len(ids) > 1 and len(strings) != catalogue.num_plurals:
            yield f"{first!r} has {len(strings)} forms of {catalogue.num_plurals}"
        for text in strings:
            yield from (f"{first!r} {what}" for what in _differs(message, ids, text))


def _all(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text or ""),)  # type: ignore[arg-type] - Babel's texts


def _differs(message: Message, ids: tuple[str, ...], text: str) -> Iterator[str]:
    if not text:
        yield "is not translated"
        return
    model = ids[-1]
    fields, needed = set(_FIELD.findall("".join(ids))), set(_FIELD.findall(model))
    if len(ids) > 1:
        needed.discard("{count}")  # `one entry` need not write the number
    own = set(_FIELD.findall(text))
    if not needed <= own <= fields:
        yield f"has the fields {sorted(own)}, not {sorted(fields)}"
    if own and re.search(r"[{}]", _FIELD.sub("", text)):
        yield "has a brace that begins or ends no field"
    for what, pattern in _ALIKE.items():
        if sorted(pattern.findall(text)) != sorted(pattern.findall(model)):
            yield f"differs in its {what}"
    if message.context is None and (text != text.strip()) != (model != model.strip()):
        yield "differs in the space around it"


_FIELD: Final = re.compile(r"\{\w+\}")
_ALIKE: Final = {
    "markup": re.compile(r"</?\w+[^>]*>"),
    "lines": re.compile(r"\n"),
    "bars": re.compile(r"\|"),
    "mark of a dialog to come": re.compile("…$"),
    "number of &": re.compile(r"&(?=\S)(?!&)()"),
}


if __name__ == "__main__":
    for path, text in wanted().items():
        path.write_text(text, "utf-8")
    compile_all()
    for each in languages():
        left = len(list(wrong_in(read(each))))
        print(f"{path_of(each).relative_to(ROOT)}: {left or 'nothing'} left to do")
