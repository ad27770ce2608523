"""Children that do something else than they should, for whoever asks them."""

import sys
from pathlib import Path

import pytest

import fbrowser

SILENT = "import time; from fbrowser.common.messages import receive, send; receive(0); send(1, ()); time.sleep(60)"
"""Begins, and says nothing more."""


def replace_children(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let every child that is started run this instead."""
    run_instead(monkeypatch, sys.executable, "-c", code)
    monkeypatch.setenv("PYTHONPATH", str(Path(fbrowser.__file__).parents[1]))


def run_instead(monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    """Let this be started instead of every child."""
    monkeypatch.setattr("fbrowser.common.child.child_command", lambda *_module: [*command])
