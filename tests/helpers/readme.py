"""Writes into the README what is made from the program: ./dev readme."""

from pathlib import Path

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.cheat_sheet import as_markdown
from fbrowser.commands.keymaps import DEFAULT, built_in

README = Path(__file__).parents[2] / "README.md"
BEGIN = "<!-- made by ./dev readme: fbrowser keys --markdown -->\n"
END = "<!-- end -->\n"


def written_anew(text: str) -> str:
    """Return the README with the keys that there are now."""
    before, _, rest = text.partition(BEGIN)
    commands = builtin_commands()
    table = as_markdown(built_in(DEFAULT, commands, mac=False), commands, mac=False)
    return f"{before}{BEGIN}{table}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    README.write_text(written_anew(README.read_text()))
