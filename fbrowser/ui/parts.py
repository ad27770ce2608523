"""Parts: what a pane is made of, as those who bring them together know it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from fbrowser.services.search_memory import SearchMemory
    from fbrowser.services.talks import Talks
    from fbrowser.services.tasks import Tasks
    from fbrowser.services.view_memory import ViewMemory
    from fbrowser.ui.file_view import FileView
    from fbrowser.ui.middle import Middle
    from fbrowser.ui.pages import Banner
    from fbrowser.ui.presenter import Presenter
    from fbrowser.ui.search_field import SearchField
    from fbrowser.ui.status_line import StatusLine
    from fbrowser.ui.window_commands import WindowCommands


class Shared(NamedTuple):
    """What all panes of a window have together."""

    tasks: Tasks
    talks: Talks
    memory: SearchMemory
    commands: WindowCommands
    views: ViewMemory


class Parts(NamedTuple):
    """What is seen of a pane, and what fills it."""

    view: FileView
    presenter: Presenter
    field: SearchField
    status: StatusLine
    banner: Banner
    middle: Middle
    column: QVBoxLayout
    """What the pane is made of, from the top; the search bar goes below the first."""
