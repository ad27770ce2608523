"""Texts that people, or nobody, would type as a query."""

from typing import Final

from hypothesis import strategies as st

_PIECES: Final = (
    *(
        "a",
        "b",
        "report",
        "é",
        "e\u0301",
        "\udcff",
        "\ud800",
        "*",
        "?",
        "/",
        "\\",
        ".",
        ";",
        "..",
        "1",
        "2024",
        "“",
        "\0",
    ),
    *(" ", " ", " ", "  ", "\t", "\u3000"),
    *(
        "(",
        ")",
        "<",
        ">",
        "|",
        "||",
        "!",
        "OR",
        " OR ",
        " AND ",
        " && ",
        " || ",
        "NOT ",
        '"',
        '""',
        "=",
        "[",
        "]",
        "^",
    ),
    *("case:", "path:", "nopath:", "diacritics:", "exact:", "ww:", "file:", "folder:", "empty:", "dupe:", "root:"),
    *("regex:", "child:", "ext:", "in:", "parent:", "content:", "count:", "pic:", "foo:", "szie:", "C:", "http:"),
    *(
        "size:",
        "size:>1kb",
        "1mb",
        "tiny",
        "dm:",
        "dm:today",
        "dm:lastmonth",
        "depth:",
        "len:>3",
        "childcount:",
        "dc:",
    ),
)

TEXTS: Final = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.text(max_size=30))
"""Some that look like queries, and some that are anything."""
