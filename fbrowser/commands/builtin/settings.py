"""Settings: each of them by its name, to be found among the commands and changed in the dialog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fbrowser.commands.command import Command, Keys
from fbrowser.commands.when import parse
from fbrowser.config.settings import Setting, schema

if TYPE_CHECKING:
    from fbrowser.commands.context import Window


@dataclass(frozen=True, eq=False)
class SettingCommand(Command):
    """Shows one setting in the dialog; called what the setting is called."""

    setting: Setting

    @property
    def title(self) -> str:
        """That of the setting."""
        return self.setting.title

    @property
    def description(self) -> str:
        """That of the setting."""
        return self.setting.description


def _command(setting: Setting) -> SettingCommand:
    def show(window: Window, _count: int | None) -> None:
        window.show_settings(setting.title)

    return SettingCommand(
        f"settings.{setting.name}",
        setting.titled,
        setting.described,
        icon="settings",
        places=(),
        keys=Keys(),
        when=parse(""),
        checked=None,
        counts=False,
        function=show,
        setting=setting,
    )


_SWITCHED: Final = ("folders_first", "hidden")
"""What has commands of its own, which need no dialog."""

COMMANDS: Final = tuple(_command(each) for each in schema() if each.name not in _SWITCHED)
