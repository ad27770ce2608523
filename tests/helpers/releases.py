"""What the metainfo says of releases: the parts of the CHANGELOG that have a date."""

import re
from pathlib import Path
from xml.sax.saxutils import escape

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"


def releases(changelog: str | None = None) -> str:
    """Return the element of all releases, nothing as long as there is none."""
    text = CHANGELOG.read_text("utf-8") if changelog is None else changelog
    found = re.findall(r"^## \[([\d.]+)\] - (\d{4}-\d\d-\d\d)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    if not found:
        return ""
    return "\n".join(["  <releases>", *(_release(*each) for each in found), "  </releases>"])


def _release(version: str, date: str, text: str) -> str:
    items = re.findall(r"^- (.*?)(?=^- |^\n|\Z)", text, re.MULTILINE | re.DOTALL)
    lines = [f'    <release version="{version}" date="{date}">', "      <description>", "        <ul>"]
    lines += [f"          <li>{escape(' '.join(item.replace('`', '').split()))}</li>" for item in items]
    return "\n".join([*lines, "        </ul>", "      </description>", "    </release>"])
