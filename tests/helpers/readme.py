"""Writes into the README what is made from the program: ./dev readme."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.cheat_sheet import as_markdown
from fbrowser.commands.keymaps import DEFAULT, built_in
from fbrowser.config.setting_rules import Extensions
from fbrowser.config.settings import SECTIONS, schema
from fbrowser.config.settings_file import written

README = Path(__file__).parents[2] / "README.md"
END = "<!-- end -->\n"


def keys() -> str:
    """Return the table of keys."""
    commands = builtin_commands()
    return as_markdown(built_in(DEFAULT, commands, mac=False), commands, mac=False)


def settings() -> str:
    """Return the table of settings; of the search filters only what they begin with."""
    lines = ["| In the file | Does | Allowed | Default |", "|---|---|---|---|"]
    for section, title in SECTIONS.items():
        lines.append(f"| **{title}** | | | |")
        for each in schema():
            if each.section == section:
                default = written(each.default)
                if isinstance(each.rule, Extensions) and isinstance(each.default, tuple):
                    default = f"{written(each.default[:3])[:-1]}, \u2026]"
                lines.append(
                    f"| `{each.key}` | {each.title}. {each.description} | {each.rule.allowed} | `{default}` |"
                )
    return "\n".join(lines)


PARTS: Final[dict[str, Callable[[], str]]] = {
    "<!-- made by ./dev readme: fbrowser keys --markdown -->\n": keys,
    "<!-- made by ./dev readme: config/settings.py -->\n": settings,
}
"""What is made, by the line before it."""


def written_anew(text: str) -> str:
    """Return the README with what there is now."""
    for begin, make in PARTS.items():
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{make()}\n{END}{rest.partition(END)[2]}"
    return text


if __name__ == "__main__":
    README.write_text(written_anew(README.read_text("utf-8")), "utf-8")
