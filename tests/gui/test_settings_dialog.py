"""The dialog is made from the schema, used with the keyboard alone, and what is changed in it holds at once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.config.setting_rules import Choice
from fbrowser.config.settings import Settings, schema
from fbrowser.config.settings_file import load, path
from fbrowser.services.live_settings import live
from fbrowser.services.settings_service import SettingsService
from fbrowser.services.tasks import Tasks
from fbrowser.ui.controls import ChoiceBox, SwitchButton
from fbrowser.ui.flat_field import FlatField
from fbrowser.ui.setting_row import SettingRow
from fbrowser.ui.settings_dialog import SettingsDialog

Key = Qt.Key


@pytest.fixture
def service() -> Iterator[SettingsService]:
    tasks = Tasks()
    service = SettingsService(tasks, tasks)
    yield service
    tasks.stop()


@pytest.fixture
def dialog(qtbot: QtBot, service: SettingsService) -> SettingsDialog:
    dialog = SettingsDialog(service)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def press(qtbot: QtBot, *keys: Key | str) -> None:
    """Press keys, wherever the keyboard is."""
    for key in keys:
        popup = QApplication.activePopupWidget()
        widget = (popup.focusWidget() or popup) if popup else QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        if isinstance(key, str):
            qtbot.keyClicks(widget, key)
        else:
            qtbot.keyClick(widget, key)


def row(dialog: SettingsDialog, name: str) -> SettingRow:
    return next(each for each in dialog.rows if each.setting.name == name)


def shown(dialog: SettingsDialog) -> list[str]:
    return [each.setting.name for each in dialog.shown_rows()]


def at(dialog: SettingsDialog) -> str:
    """Return where the keyboard is."""
    if dialog.search.hasFocus():
        return "search"
    return next((each.setting.name for each in dialog.rows if each.control.hasFocus()), "elsewhere")


def test_everything_of_the_schema_is_there_and_named(dialog: SettingsDialog) -> None:
    assert shown(dialog) == [each.name for each in schema()]
    roles: dict[type, QAccessible.Role] = {
        ChoiceBox: QAccessible.Role.ComboBox,
        SwitchButton: QAccessible.Role.CheckBox,
    }
    for each in dialog.rows:
        said = QAccessible.queryAccessibleInterface(each.control)
        labels = [label.text(QAccessible.Text.Name) for label, _ in said.relations(QAccessible.RelationFlag.Label)]
        assert labels == [each.setting.title]
        assert said.text(QAccessible.Text.Description) == each.setting.description
        assert said.role() == roles.get(type(each.control), QAccessible.Role.EditableText)
        assert each.reset_button.accessibleName() == f"reset {each.setting.title}"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("theme", ["theme"]),
        ("APPEARANCE dark", ["theme"]),
        ("files.hidden", ["hidden"]),
        ("flac", ["audio"]),
        ("single click", ["click"]),
        ("speed", ["entries_per_second"]),
        ("zzqq", []),
    ],
)
def test_settings_are_found_by_title_words_name_and_value(
    qtbot: QtBot, dialog: SettingsDialog, typed: str, found: list[str]
) -> None:
    press(qtbot, typed)
    assert shown(dialog) == found
    assert dialog._nothing.isVisible() is not bool(found)
    assert dialog.search.accessibleDescription() == f"{len(found)} setting{'s' * (len(found) != 1)}"
    press(qtbot, Key.Key_Escape)
    assert len(shown(dialog)) == len(schema())
    assert dialog.isVisible()


def test_the_section_at_the_top_is_the_one_that_is_marked(dialog: SettingsDialog, qtbot: QtBot) -> None:
    press(qtbot, "session", Key.Key_Down)
    assert (at(dialog), dialog.sections.currentItem().text()) == ("autostart", "Desktop")
    press(qtbot, Key.Key_Escape, Key.Key_Escape)
    assert (at(dialog), dialog.search.text(), dialog.sections.currentRow()) == ("search", "", 0)
    press(qtbot, "zzqq")
    assert dialog.sections.currentRow() == -1


def test_one_that_is_named_is_shown_with_the_keyboard_on_it(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.look_for("Row height")
    assert (shown(dialog), at(dialog)) == (["density"], "density")
    press(qtbot, Key.Key_Escape, Key.Key_Escape)
    assert len(shown(dialog)) == len(schema())


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen says so of popups
def test_a_theme_is_chosen_with_the_keyboard_alone(qtbot: QtBot, dialog: SettingsDialog) -> None:
    press(qtbot, "theme", Key.Key_Down)
    assert at(dialog) == "theme"
    press(qtbot, Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(qtbot, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    qtbot.waitUntil(lambda: live.now.theme == "dark")
    qtbot.waitUntil(lambda: load().settings == Settings(theme="dark"))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert row(dialog, "theme").reset_button.isVisible()


def test_the_arrow_keys_walk_and_change_nothing(qtbot: QtBot, dialog: SettingsDialog) -> None:
    assert at(dialog) == "search"
    walked: list[str] = []
    for _ in dialog.rows:
        press(qtbot, Key.Key_Down)
        walked.append(at(dialog))
    assert walked == [each.name for each in schema()]
    press(qtbot, Key.Key_Down)
    assert at(dialog) == walked[-1], "there the way ends"
    for name in reversed(walked[:-1]):
        press(qtbot, Key.Key_Up)
        assert at(dialog) == name
    press(qtbot, Key.Key_Up)
    assert at(dialog) == "search"
    assert live.now == Settings()


def test_a_row_that_has_the_keyboard_is_seen(qtbot: QtBot, dialog: SettingsDialog) -> None:
    for _ in dialog.rows:
        press(qtbot, Key.Key_Down)
        inside = dialog.page.viewport().rect()
        here = next(each for each in dialog.rows if each.control.hasFocus())
        top = here.mapTo(dialog.page.viewport(), QPoint(0, 0)).y()
        assert inside.top() <= top
        assert top + here.height() <= inside.bottom() + 1
        assert dialog.sections.currentItem().text() == dialog._titles[here.setting.section].text()


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_switch_is_turned_over(qtbot: QtBot, dialog: SettingsDialog, key: Key) -> None:
    press(qtbot, "hidden", Key.Key_Down, key)
    assert live.now.hidden is False
    press(qtbot, key)
    assert live.now.hidden is True


def test_a_list_is_typed_and_a_mistake_says_what_is_allowed(qtbot: QtBot, dialog: SettingsDialog) -> None:
    pictures = row(dialog, "pic")
    press(qtbot, "pic", Key.Key_Down)
    assert isinstance(pictures.control, FlatField)
    pictures.control.selectAll()
    press(qtbot, "png a/b", Key.Key_Return)
    assert live.now.pic == Settings().pic
    assert "a list of extensions" in pictures.problem()
    assert "a list of extensions" in pictures.control.accessibleDescription()
    pictures.control.selectAll()
    press(qtbot, "png, .JPG", Key.Key_Return)
    assert live.now.pic == ("png", "jpg")
    assert pictures.problem() == ""
    assert pictures.control.text() == "png jpg"


def test_esc_steps_back_one_thing_at_a_time(qtbot: QtBot, dialog: SettingsDialog) -> None:
    press(qtbot, "speed", Key.Key_Down, "12")
    speed = row(dialog, "entries_per_second").control
    assert isinstance(speed, FlatField)
    press(qtbot, Key.Key_Escape)
    assert (speed.text(), at(dialog)) == ("", "entries_per_second")
    press(qtbot, Key.Key_Escape)
    assert (dialog.search.text(), at(dialog)) == ("speed", "search")
    press(qtbot, Key.Key_Escape)
    assert (dialog.search.text(), dialog.isVisible()) == ("", True)
    press(qtbot, Key.Key_Escape)
    assert not dialog.isVisible()
    assert live.now == Settings()


def test_what_was_typed_holds_when_it_is_left(qtbot: QtBot, dialog: SettingsDialog) -> None:
    press(qtbot, "speed", Key.Key_Down, "5000", Key.Key_Tab)
    assert live.now.entries_per_second == 5000


def test_one_is_reset_and_the_keyboard_stays(
    qtbot: QtBot, dialog: SettingsDialog, service: SettingsService
) -> None:
    theme = row(dialog, "theme")
    assert not theme.reset_button.isVisible()
    service.set(theme.setting, "dark")
    qtbot.waitUntil(theme.reset_button.isVisible)
    theme.reset_button.setFocus()
    press(qtbot, Key.Key_Space)
    assert live.now.theme == "system"
    assert at(dialog) == "theme"
    qtbot.waitUntil(lambda: not theme.reset_button.isVisible())


def test_all_are_reset_if_that_is_meant(qtbot: QtBot, dialog: SettingsDialog, service: SettingsService) -> None:
    assert not dialog.reset_button.isEnabled()
    service.set(row(dialog, "theme").setting, "dark")
    service.set(row(dialog, "hidden").setting, value=False)
    for answer, left in ((QMessageBox.StandardButton.Cancel, "dark"), (QMessageBox.StandardButton.Reset, "system")):
        dialog.reset_button.click()
        box = dialog.findChild(QMessageBox)
        assert isinstance(box, QMessageBox)
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
        box.button(answer).click()
        assert live.now.theme == left
        qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    assert live.now == Settings()


def test_what_others_change_is_shown_but_not_over_what_is_typed(
    qtbot: QtBot, dialog: SettingsDialog, service: SettingsService
) -> None:
    press(qtbot, "speed", Key.Key_Down, "12")
    place = Path(os.fsdecode(path()))
    place.parent.mkdir()
    place.write_text('[appearance]\ntheme = "dark"\n[index]\nentries_per_second = 7\n')
    service.look()
    theme, speed = row(dialog, "theme").control, row(dialog, "entries_per_second").control
    assert isinstance(theme, ChoiceBox)
    assert isinstance(speed, FlatField)
    qtbot.waitUntil(lambda: theme.currentData() == "dark")
    assert speed.text() == "12"
    press(qtbot, Key.Key_Escape)
    assert speed.text() == "7"


def test_what_is_wrong_with_the_file_is_said_and_taken_back(
    qtbot: QtBot, dialog: SettingsDialog, service: SettingsService
) -> None:
    place = Path(os.fsdecode(path()))
    place.parent.mkdir()
    place.write_text('[appearance]\ntheme = "<b>"\n')
    service.look()
    qtbot.waitUntil(dialog.banner.isVisible)
    assert dialog.banner.text().startswith("appearance.theme is '<b>', which is not allowed")
    place.write_text("# better\n")
    service.look()
    qtbot.waitUntil(lambda: not dialog.banner.isVisible())


def test_the_file_is_named_made_and_opened(
    qtbot: QtBot, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert os.fsdecode(path()) in dialog._where.text().replace("\u200b", "")
    opened: list[bytes] = []
    monkeypatch.setattr("fbrowser.ui.settings_dialog.open_file", opened.append)
    qtbot.keyClick(dialog, Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: opened == [path()])
    assert load().settings == Settings()
    assert os.path.exists(path())


def test_the_wheel_scrolls_and_changes_nothing(dialog: SettingsDialog) -> None:
    theme = row(dialog, "theme").control
    theme.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(theme.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(theme, turn)
    assert not turn.isAccepted()
    assert live.now == Settings()


def test_sections_lead_to_their_settings(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.sections.setFocus()
    press(qtbot, Key.Key_End, Key.Key_Return)
    assert at(dialog) == "show_in_folder"


def test_every_choice_can_be_chosen(dialog: SettingsDialog) -> None:
    for each in dialog.rows:
        if isinstance(each.setting.rule, Choice):
            assert isinstance(each.control, ChoiceBox)
            assert [each.control.itemData(at) for at in range(each.control.count())] == [*each.setting.rule.titles]
            for value in each.setting.rule.titles:
                each.control.activated.emit(each.control.findData(value))


def test_it_is_drawn_the_other_way_round_and_in_any_state(qtbot: QtBot, dialog: SettingsDialog) -> None:
    usual = dialog.grab().toImage()
    dialog.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press(qtbot, Key.Key_Down)
    mirrored = dialog.grab().toImage()
    assert usual != mirrored
