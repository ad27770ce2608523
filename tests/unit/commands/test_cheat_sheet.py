"""The sheet says what is bound."""

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.cheat_sheet import as_list, as_markdown, as_text
from fbrowser.commands.keymaps import TITLES, built_in

COMMANDS = builtin_commands()
VIM = built_in("vim", COMMANDS, mac=False)


def test_everything_that_is_bound_is_on_it() -> None:
    for name in TITLES:
        keymap = built_in(name, COMMANDS)
        for sheet in (as_text(keymap, COMMANDS), as_markdown(keymap, COMMANDS)):
            assert all(each.command.description in sheet for each in keymap.bindings)


def test_rows() -> None:
    lines = as_text(VIM, COMMANDS, mac=False).splitlines()
    assert lines[:3] == ["Keys: Vim", "", "Going places"]
    assert (
        "  g g, Home                          Move to the first entry; with a count, to the one of that number."
        in lines
    )
    assert (
        "| Alt+1 \u2026 Alt+9 | Show the tab of that number. |"
        in as_markdown(VIM, COMMANDS, mac=False).splitlines()
    )


def test_signs_of_markdown_are_signs_of_the_keyboard() -> None:
    assert "| Num \\*, Ctrl+Shift+A |" in as_markdown(
        built_in("commander", COMMANDS, mac=False), COMMANDS, mac=False
    )


def test_the_list_has_what_is_not_bound_as_well() -> None:
    lines = as_list(built_in("desktop", COMMANDS), COMMANDS).splitlines()
    assert [line.split()[0] for line in lines] == [each.id for each in COMMANDS]


def test_backspace_is_where_it_was_put() -> None:
    for choice, shown in (("parent", ["go.up"]), ("back", ["go.back"])):
        keymap = built_in("desktop", COMMANDS, mac=False, backspace=choice)
        for sheet in (as_text, as_list, as_markdown):
            written = sheet(keymap, COMMANDS, mac=False).splitlines()
            lines = [each for each in written if "Backspace" in each and "settings." not in each]
            assert len(lines) == 1
            assert all(COMMANDS[each].description in lines[0] for each in shown)
