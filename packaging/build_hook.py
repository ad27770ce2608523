"""Build hook of hatch: the wheel carries the translations compiled."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTranslations(BuildHookInterface[Any]):
    """Adds a .mo file for each language."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        del version
        compile_all = runpy.run_path(str(Path(self.root, "packaging", "compile_catalogues.py")))["compile_all"]
        for file in compile_all():
            build_data["force_include"][str(file)] = f"fbrowser/resources/translations/{file.name}"
