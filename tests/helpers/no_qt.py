"""A pytest plugin that makes Qt look not installed: `-p no:pytest-qt -p tests.helpers.no_qt`."""

import sys

for _name in ("PySide6", "shiboken6"):
    sys.modules[_name] = None  # type: ignore[assignment] - None is how Python marks a module as not to be had
