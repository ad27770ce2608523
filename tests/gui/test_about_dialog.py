"""The about dialog names the version, to be copied, and shows every licence by the keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from pytestqt.qtbot import QtBot

from fbrowser.common.licences import parts
from fbrowser.common.version import version_line
from fbrowser.services.tasks import Tasks
from fbrowser.ui.about_dialog import AboutDialog
from tests.helpers.windows import make_window, press

Key = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[AboutDialog]:
    tasks = Tasks()
    dialog = AboutDialog(tasks)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.parts.count() > 0 and dialog.copy_button.isEnabled())
    yield dialog
    tasks.stop()


def test_the_version_can_be_copied(dialog: AboutDialog) -> None:
    assert dialog.version.text().replace("\u200b", "") == version_line()
    dialog.parts.setFocus()
    press(dialog, Key.Key_Backtab)
    assert dialog.copy_button.hasFocus()
    press(dialog, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == version_line()


def test_every_licence_is_walked_to_with_the_arrow_keys(dialog: AboutDialog) -> None:
    assert dialog.parts.hasFocus()
    seen: list[str] = []
    for each in parts():
        seen.append(dialog.page.toPlainText())
        assert seen[-1].startswith(each.title)
        assert seen[-1].endswith(each.text.replace("\f", "\n")[-100:])
        press(dialog, Key.Key_Down)
    assert len(set(seen)) == len(parts())
    press(dialog, Key.Key_Home)
    press(dialog, Key.Key_Tab)
    assert dialog.page.hasFocus()
    press(dialog, Key.Key_X)
    press(dialog, Key.Key_Tab)
    assert not dialog.page.hasFocus()
    assert "x" not in dialog.page.toPlainText()[:1]


def test_its_parts_have_names(dialog: AboutDialog) -> None:
    for widget, name in ((dialog.parts, "parts"), (dialog.page, "licence"), (dialog.version, "version")):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name) == name
    assert QAccessible.queryAccessibleInterface(dialog.page).state().readOnly


def test_it_is_closed_before_it_is_filled(qtbot: QtBot) -> None:
    window = make_window(qtbot)
    window.show_about()
    (dialog,) = window.findChildren(AboutDialog)
    with qtbot.waitSignal(dialog.destroyed):
        press(dialog, Key.Key_Escape)
    window.close()
