"""The README's table of settings, made from the schema: python -m tests.helpers.settings_table writes it."""

from pathlib import Path

from fbrowser.config.setting_rules import Extensions
from fbrowser.config.settings import SECTIONS, schema
from fbrowser.config.settings_file import written

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- settings: begin -->\n", "<!-- settings: end -->\n"


def table() -> str:
    """Return the table: a row a setting, those of the search filters with what they begin with."""
    lines = ["| In the file | Setting | Allowed | Default |", "|---|---|---|---|"]
    for each in schema():
        default = written(each.default)
        if isinstance(each.rule, Extensions):
            default = f"{written(each.default[:3])[:-1]}, \u2026]" if isinstance(each.default, tuple) else default
        title = f"{SECTIONS[each.section]}: {each.title}. {each.description}"
        allowed = each.rule.allowed.replace("|", "\\|")
        lines.append(f"| `{each.key}` | {title} | {allowed} | `{default}` |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """Return the README with the table as it should be."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
