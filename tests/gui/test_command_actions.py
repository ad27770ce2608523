"""Actions and menus: made of commands, with their keys, and enabled when they can be run."""

import pytest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.command import MAIN_MENUS, Menu
from fbrowser.commands.keymaps import built_in
from fbrowser.commands.when import Facts
from fbrowser.ui.command_actions import CommandActions
from fbrowser.ui.icons import action_icon

COMMANDS = builtin_commands()


class Window(QWidget):
    """Notes what is done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.known = frozenset[str]()
        self.done: list[str] = []

    @property
    def pane(self) -> "Window":
        """The pane is the window itself."""
        return self

    def facts(self) -> Facts:
        """Return what is so."""
        return self.known

    def go_back(self) -> None:
        """Note it."""
        self.done.append("back")

    def toggle_second_pane(self) -> None:
        """Note it, and have two."""
        self.done.append("second")
        self.known |= {"has_two_panes"}


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def actions(window: Window) -> CommandActions:
    keymap = built_in("desktop", COMMANDS, mac=False)
    return CommandActions(window, window, COMMANDS, keymap)  # type: ignore[arg-type] - as much as is needed here


def words(menu: QMenu) -> list[str]:
    return [each.iconText() if not each.isSeparator() else "--" for each in menu.actions()]


def test_an_action_shows_what_the_command_is(actions: CommandActions) -> None:
    back = actions.action("go.back")
    assert (back.text(), back.iconText(), back.toolTip()) == ("Back\tAlt+\u2190", "Back", "Back (Alt+\u2190)")
    assert back.whatsThis() == "Go to where you were before."
    assert back.icon().pixmap(18).toImage() == action_icon("arrow-left").pixmap(18).toImage()
    assert back.shortcuts() == [], "keys are heard by KeyInput"
    assert actions.action("go.back") is back
    assert actions.action("select.start").toolTip() == "Select by moving"
    with pytest.raises(KeyError):
        actions.action("go.nowhere")


def test_it_is_enabled_when_it_can_be_run(window: Window, actions: CommandActions) -> None:
    back = actions.action("go.back")
    assert not back.isEnabled()
    window.known = frozenset(("can_go_back",))
    actions.refresh()
    assert back.isEnabled()
    back.trigger()
    window.known = frozenset()
    back.trigger()  # before anybody has looked again
    assert window.done == ["back"]


def test_a_tick_says_what_is_so(window: Window, actions: CommandActions) -> None:
    second = actions.action("pane.second")
    assert second.isCheckable()
    assert not second.isChecked()
    second.trigger()
    assert second.isChecked()
    second.trigger()  # of no effect here: two panes stay two
    assert second.isChecked()
    assert window.done == ["second", "second"]


def test_another_keymap_shows_its_keys(actions: CommandActions) -> None:
    back = actions.action("go.back")
    actions.use(built_in("vim", COMMANDS, mac=False))
    assert (back.text(), back.toolTip()) == ("Back\tH", "Back (H)")


def test_a_menu_has_groups_icons_and_looks_again_when_it_opens(window: Window, actions: CommandActions) -> None:
    menu = actions.menu(Menu.TOOLBAR, window)
    assert words(menu) == ["Back", "Forward", "Up", "--", "Refresh", "Places", "--", "Menu"]
    window.known = frozenset(("can_go_up",))
    menu.aboutToShow.emit()
    assert [each.isEnabled() for each in menu.actions()[:3]] == [False, False, True]
    assert not menu.actions()[0].icon().isNull()
    assert menu.title() == "Toolbar"


def test_a_context_menu_offers_only_what_can_be_done(window: Window, actions: CommandActions) -> None:
    actions.menu(Menu.PLACE, window).aboutToShow.emit()
    assert not actions.action("places.refresh").isVisible()
    menu = actions.menu(Menu.CONTEXT, window)
    menu.aboutToShow.emit()
    reveal = actions.action("search.reveal")
    assert not reveal.isVisible()
    actions.menu(Menu.SEARCH, window).aboutToShow.emit()
    assert reveal.isVisible()
    assert not reveal.isEnabled()


def test_every_command_with_a_place_is_in_the_main_menu_or_the_context_menu(
    window: Window, actions: CommandActions
) -> None:
    main = actions.main_menu(window)
    menus = [each.menu() for each in main.actions()]
    assert [menu.title() for menu in menus if isinstance(menu, QMenu)] == [each.value for each in MAIN_MENUS]
    shown = {each for menu in menus if isinstance(menu, QMenu) for each in words(menu)} | set(
        words(actions.menu(Menu.CONTEXT, window))
    )
    assert shown - {"--"} == {
        each.title for each in COMMANDS if {place.menu for place in each.places} - {Menu.TOOLBAR}
    }


def test_a_button_can_be_made_of_it(window: Window, actions: CommandActions) -> None:
    button = QToolButton(window)
    button.setDefaultAction(actions.action("go.back"))
    assert (button.text(), button.toolTip()) == ("Back", "Back (Alt+\u2190)")
