"""The Python API is there under the names that the README gives, in a fresh interpreter."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["", "import fbrowser.index.answer, fbrowser.index.snapshot\n"])
def test_names_are_what_they_should_be(first: str) -> None:
    code = (
        f"{first}from fbrowser.index import Answer, Entry, Snapshot, request\n"
        "assert callable(request) and all(isinstance(each, type) for each in (Answer, Entry, Snapshot))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
