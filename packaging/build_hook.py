"""Build hook of hatch: the wheel carries the translations compiled; what is built knows its commit."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MadeFiles(BuildHookInterface[Any]):
    """Adds what is not in the sources: a file for the commit, and to the wheel a .mo file for each language."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them before the files are collected."""
        del version
        added: dict[str, str] = build_data["force_include"]
        file = self._run("write_commit.py")["write_commit"]()
        if file is not None:
            added[str(file)] = f"fbrowser/{file.name}"
        if self.target_name == "wheel":
            for file in self._run("compile_catalogues.py")["compile_all"]():
                added[str(file)] = f"fbrowser/resources/translations/{file.name}"

    def _run(self, name: str) -> dict[str, Any]:
        return runpy.run_path(str(Path(self.root, "packaging", name)))
