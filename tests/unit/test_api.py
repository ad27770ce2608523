"""The Python API is there under the names that the README gives, in a fresh interpreter."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "first",
    [
        "",
        "import fbrowser.index.query, fbrowser.index.search\n",
        "import fbrowser.index.answer, fbrowser.index.snapshot\n",
    ],
)
def test_names_are_what_they_should_be(first: str) -> None:
    code = (
        f"{first}from fbrowser.index import Answer, Engine, Entry, Order, Query, Result, Snapshot, parse, request\n"
        "types = Answer, Engine, Entry, Order, Query, Result, Snapshot\n"
        "assert callable(request) and callable(parse) and all(isinstance(each, type) for each in types)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
