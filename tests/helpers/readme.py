"""Writes into README, man page, completions and metainfo what is made from the program: ./dev readme."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from fbrowser import APP_ID
from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.cheat_sheet import as_markdown
from fbrowser.commands.keymaps import DEFAULT, built_in
from fbrowser.config.setting_rules import Extensions
from fbrowser.config.settings import SECTIONS, schema
from fbrowser.config.settings_file import written
from tests.helpers.completions import commands_for_zsh, for_bash, for_fish, for_zsh, options_for_zsh, words_for_bash
from tests.helpers.man_page import options_and_commands

ROOT: Final = Path(__file__).parents[2]
SHARE: Final = ROOT / "packaging" / "linux" / "share"
RELEASE: Final[dict[str, Any]] = runpy.run_path(str(ROOT / "packaging" / "release.py"))


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


def releases() -> str:
    """Return what the metainfo says of releases."""
    return RELEASE["releases"]((ROOT / "CHANGELOG.md").read_text("utf-8"))


PARTS: Final[dict[Path, dict[str, Callable[[], str]]]] = {
    ROOT / "README.md": {
        "<!-- made by ./dev readme: fbrowser keys --markdown -->\n": keys,
        "<!-- made by ./dev readme: config/settings.py -->\n": settings,
    },
    SHARE / "man" / "man1" / "fbrowser.1": {'.\\" made by ./dev readme: fbrowser --help\n': options_and_commands},
    SHARE / "bash-completion" / "completions" / "fbrowser": {
        "    # made by ./dev readme: words\n": words_for_bash,
        "    # made by ./dev readme: fbrowser --help\n": for_bash,
    },
    SHARE / "zsh" / "site-functions" / "_fbrowser": {
        "    # made by ./dev readme: commands\n": commands_for_zsh,
        "    # made by ./dev readme: options\n": options_for_zsh,
        "    # made by ./dev readme: fbrowser --help\n": for_zsh,
    },
    SHARE / "fish" / "vendor_completions.d" / "fbrowser.fish": {
        "# made by ./dev readme: fbrowser --help\n": for_fish
    },
    SHARE / "metainfo" / f"{APP_ID}.metainfo.xml": {RELEASE["MADE"]: releases},
}
"""What is made, by the file and the line before it."""


def end_of(begin: str) -> str:
    """Return the line behind what is made, by the one before it."""
    before, made, _ = begin.partition("made by")
    return f"{before}end{' -->' if begin.rstrip().endswith('-->') else ''}\n" if made else ""


def written_anew(file: Path) -> str:
    """Return a file with what there is now."""
    text = file.read_text("utf-8")
    for begin, make in PARTS[file].items():
        before, _, rest = text.partition(begin)
        made = f"{make()}\n".lstrip("\n")
        text = f"{before}{begin}{made}{end_of(begin)}{rest.partition(end_of(begin))[2]}"
    return text


if __name__ == "__main__":
    for each in PARTS:
        each.write_text(written_anew(each), "utf-8")
