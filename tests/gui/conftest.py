"""What holds for every test of the window: it closes its windows and leaves no work in Qt's pool."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from fbrowser.config import extension_sets
from fbrowser.config.settings import Settings
from fbrowser.services.live_settings import live
from tests.helpers import leaks


@pytest.fixture(autouse=True)
def no_qt_leaks(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window open or a worker running.

    qtbot closes the widgets it was given before this looks: hand it every top-level widget.
    """
    yield
    pool = QThreadPool.globalInstance()
    idle = pool.waitForDone(int(leaks.PATIENCE_S * 1000))
    open_windows = [type(each).__name__ for each in qapp.topLevelWidgets() if each.isVisible()]
    for each in qapp.topLevelWidgets():
        each.close()
    if not idle:
        pytest.fail(f"{pool.activeThreadCount()} workers left running in the thread pool")
    if open_windows:
        pytest.fail(f"windows left open: {open_windows}")


@pytest.fixture(autouse=True)
def default_settings(no_qt_leaks: None) -> Iterator[None]:
    """Give the next test the settings of one who has set nothing."""
    del no_qt_leaks  # the windows are closed before
    yield
    live.put(Settings())
    live.use_language()
    extension_sets.use(None)
