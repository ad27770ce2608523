"""No text that people see is written down where translators would not find it."""

import ast

import pytest

from fbrowser.commands.keys import NAMES
from tests.helpers.catalogues import IN_ENGLISH
from tests.helpers.wrapped import modules, unwrapped

MARKS = set("\u201c\u201d\u201e\u00ab\u00bb")
KEYS = {*NAMES, "Num", "Ctrl", "Alt", "Shift", "Meta", "Return", "Escape", "Backtab"}
"""As they are called in files; what is shown is made of them by `show`."""
ELSEWHERE = {
    "app/call.py": "a terminal is told how to call the program",
    "app/load_qt.py": "Python",
    "app/no_screen.py": "a terminal without a screen",
    "common/anonymous.py": "a report, which is for developers",
    "common/child.py": "Python",
    "common/licences.py": "what parts and their licences are called",
    "commands/key_reader.py": "words for who reads the sources",
    "common/mistakes.py": "the log",
    "config/last_run.py": "a report, as above",
    "config/extension_sets.py": "extensions",
    "index/query/functions.py": "words of the query language",
    "services/reports_service.py": "a report, as above",
    "ui/theme.py": "names of pairs of colours, for a test",
}
"""Modules whose other texts are not shown in the window, and what they are."""
APART = {
    "common/display.py": {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn", "Co"},
    "common/fuzzy.py": {"Mn"},
    "config/desktop_files.py": {"Label", "made by fbrowser, as ", "[D-BUS Service]", "[Desktop Entry]"},
    "common/translation.py": {"English", "Deutsch"},
    "index/query/patterns.py": {"Mn"},
    "index/sorting.py": {"Mn"},
    "models/highlight.py": {"Mn"},
    "services/file_manager.py": {"D-Bus Interface"},
    "ui/about_dialog.py": {"fbrowser"},
    "ui/cheat_sheet_saver.py": {"Markdown"},
    "ui/list_query.py": {"*.pdf, size:>1mb, dm:today"},
    "ui/location_bar.py": {"location"},
    "ui/file_view.py": {"files"},
    "ui/search_field.py": {"search", "report ext:pdf size:>1mb dm:thisweek"},
    "ui/search_tools.py": {"CSV (*.csv)", " (*.jsonl)"},
    "ui/status_line.py": {"status"},
}
"""Classes of characters, what languages and formats call themselves, queries, words for desktops, four names."""


def is_known(module: str, text: str) -> bool:
    if module in ("index/kinds.py", "common/programs.py"):
        return text.islower()  # extensions: what people see begins with a capital
    if module.endswith("__init__.py"):
        return text.isidentifier()  # what a package offers, by its modules
    return text in KEYS or text in APART.get(module, ())


def test_every_text_that_is_seen_is_translated() -> None:
    found = [
        f"fbrowser/{module}:{line}: {text!r}"
        for module, source in modules()
        if module not in IN_ENGLISH and module not in ELSEWHERE
        for line, text in unwrapped(source)
        if not is_known(module, text)
    ]
    assert not found, "give these to fbrowser.common.translation"


def test_quotation_marks_are_those_of_the_language() -> None:
    found = [
        f"fbrowser/{module}:{node.lineno}: {node.value!r}"
        for module, source in modules()
        if module != "common/translation.py"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and MARKS & set(node.value)
    ]
    assert not found, "what is quoted is given to fbrowser.common.translation.quoted"


def test_what_is_excused_is_still_there() -> None:
    there = dict(modules())
    assert set(ELSEWHERE) | set(APART) <= set(there)
    assert all(text in there[module] for module, texts in APART.items() for text in texts)
    assert all(list(unwrapped(there[module])) for module in ELSEWHERE), "nothing is to be excused there"


@pytest.mark.parametrize(
    "source",
    [
        'label.setText("copy")',
        'label.setText(f"{count} copied")',
        'label.setToolTip("a" if x else "back")',
        'menu.addAction("Paste")',
        'TITLE = "It was copied."',
        'TITLES = {1: "Size"}',
        'QLabel("x: " + "copy")',
        'return f"there are {count} of them"',
        'self.said.emit("All done here.")',
    ],
)
def test_what_is_seen_is_found(source: str) -> None:
    assert list(unwrapped(f"def f():\n    {source}"))


@pytest.mark.parametrize(
    "source",
    [
        'label.setText(tr("copy"))',
        'label.setText(tr("{count} copied", count=x))',
        "label.setText(f\"{tr('copy')} \\u00b7 {x}\")",
        'TITLE = later("It was copied.")',
        'raise ValueError("no such thing")',
        'EnvironmentProblem("{path} is gone.", "Look elsewhere.", path=x)',
        'logger(__name__).error("a mistake of ours")',
        '"""What it does."""',
        'find("files.hidden")',
    ],
)
def test_what_is_not_seen_or_translated_is_not(source: str) -> None:
    assert not list(unwrapped(f"def f():\n    {source}"))
