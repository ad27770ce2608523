"""Files of older formats are brought forward; those of newer programs are neither read nor touched, and named."""

import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from fbrowser.commands.builtin import builtin_commands
from fbrowser.commands.user_keys import lay_over
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config import (
    bookmarks,
    data_file,
    recent_commands,
    searches,
    session,
    settings_file,
    view_state,
    visits,
)
from fbrowser.config.bookmarks import Bookmark
from fbrowser.config.searches import Saved, Searches
from fbrowser.config.session import KeptPane, KeptPlace, KeptTab, Session
from fbrowser.config.settings import Settings
from fbrowser.config.view_state import ViewState
from fbrowser.config.visits import Visit, Visits
from fbrowser.index import formats
from fbrowser.index.answer import ask, covering
from fbrowser.index.formats import UNUSED_S, adopt, roots_folder, sweep
from fbrowser.index.generation import MAGIC, VERSION
from fbrowser.index.rebuild import rebuild
from fbrowser.index.store import Store, all_roots
from tests.helpers.trees import grow

TAB = KeptTab((KeptPane(KeptPlace(b"/r")),))
OLDER: dict[str, tuple[str, Callable[[], object], object]] = {
    "visits.json": ('[["/r", 2.0, 5.0]]', visits.load, Visits((Visit(b"/r", 2.0, 5.0),))),
    "recent-commands.json": ('["go.up", "go.back"]', recent_commands.load, ("go.up", "go.back")),
    "view.json": ('{"has_places": false, "places_width": 300}', view_state.load, ViewState(False, 300)),
    "searches.json": (
        '{"history": ["a"], "saved": [{"text": "b", "scope": "all", "folder": "/r"}]}',
        searches.load,
        Searches(("a",), (Saved("b", "all", b"/r"),)),
    ),
    "session.json": ('{"tabs": [{"panes": [{"place": {"folder": "/r"}}]}]}', session.load, Session((TAB,))),
}
"""Files as they were before they had a number, and what they say."""
SAVES: dict[str, Callable[[], object]] = {
    "visits.json": lambda: visits.change(lambda _: Visits((Visit(b"/x", 1.0, 1.0),))),
    "recent-commands.json": lambda: recent_commands.change(lambda _: ("go.home",)),
    "view.json": lambda: view_state.change(lambda _: ViewState(places_width=111)),
    "searches.json": lambda: searches.change(lambda _: Searches(("x",))),
    "session.json": lambda: session.save(Session()),
}
NAMES = pytest.mark.parametrize("name", OLDER)


def put(kind: str, name: str, text: str) -> Path:
    folder = Path(os.environ[f"FBROWSER_{kind}_DIR"])
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)
    return folder / name


@NAMES
def test_an_older_file_is_brought_forward(name: str) -> None:
    text, load, said = OLDER[name]
    file = put("DATA", name, text)
    assert load() == said
    SAVES[name]()
    assert json.loads(file.read_text())["version"] == 1
    assert load() not in (said, None)


@NAMES
@pytest.mark.parametrize("content", ['{"version": 2, "tabs": 1}', '{"version": 99}'])
def test_a_newer_file_is_neither_read_nor_written_over_and_is_named(name: str, content: str) -> None:
    nothing = OLDER[name][1]()
    file = put("DATA", name, content)
    assert OLDER[name][1]() == nothing
    with pytest.raises(data_file.Newer, match=f"{name} was written by a newer fbrowser"):
        SAVES[name]()
    assert file.read_text() == content


@pytest.mark.parametrize("number", ["true", '"2"', "-1", "1.5", "null", "[]"])
def test_what_is_no_number_makes_no_file_newer(number: str) -> None:
    put("DATA", "view.json", f'{{"version": {number}, "places_width": 300}}')
    assert view_state.load().places_width == 300


def test_steps_are_taken_one_after_the_other() -> None:
    put("DATA", "x.json", "[1]")
    named = data_file.named("a")
    first, both = (
        data_file.DataFile[dict[str, object]](b"x.json", steps, dict, dict, "")
        for steps in ((named,), (named, lambda data: {"b": [*data["a"], 2]}))
    )
    assert both.load() == {"b": [1, 2]}
    first.change(lambda _: {"a": [5]})
    assert both.load() == {"b": [5, 2]}
    both.change(lambda _: {"b": []})
    assert both.load()["b"] == []
    assert first.load() == {}


def test_newer_settings_are_as_default_and_stay() -> None:
    content = '# mine\nformat = 2\n[appearance]\ntheme = "dark"\n'
    file = put("CONFIG", "settings.toml", content)
    loaded = settings_file.load()
    assert loaded.settings is None
    assert str(loaded.problems[0]) == "settings.toml was written by a newer fbrowser, and is left as it is."
    with pytest.raises(EnvironmentProblem, match="Nothing was written"):
        settings_file.save({"appearance.theme": "light"})
    assert file.read_text() == content


@pytest.mark.parametrize("line", ["", "format = 1\n"])
def test_settings_of_our_format_may_say_so(line: str) -> None:
    put("CONFIG", "settings.toml", f'{line}[appearance]\ntheme = "dark"\n')
    loaded = settings_file.load()
    assert loaded.settings == Settings(theme="dark")
    assert not loaded.problems


def test_newer_keys_do_not_count_and_are_named() -> None:
    registry = builtin_commands()
    keymap, problems = lay_over('# mine\n\nformat = 2\n[keys]\n"F9" = "go.up"\n', registry)
    assert [(each.line, "newer fbrowser" in str(each)) for each in problems] == [(3, True)]
    assert {each.command.id for each in keymap.of(registry["go.up"])} == {"go.up"}
    same, none = lay_over("", registry)
    assert ([*map(str, keymap.bindings)], none) == ([*map(str, same.bindings)], [])
    _, problems = lay_over('format = 1\n[keys]\n"F9" = "go.nowhere"\n', registry)
    assert [each.line for each in problems] == [3]


def test_newer_bookmarks_stay() -> None:
    content = '{"version": 2}\n{"folder": "/r", "colour": 5}\n'
    file = put("CONFIG", "bookmarks.jsonl", content)
    assert not bookmarks.load().items
    with pytest.raises(EnvironmentProblem, match="newer fbrowser"):
        bookmarks.change(lambda found: found.with_folder(b"/x"))
    assert file.read_text() == content
    file.write_text('{"folder": "/r"}\n')
    assert bookmarks.change(lambda found: found.with_folder(b"/x")).items == (Bookmark(b"/r"), Bookmark(b"/x"))


# -- the cache


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return grow(tmp_path / "r", {"a": 1, "b": 2})


def build(root: Path) -> None:
    _, claim = ask(os.fsencode(root), stale_after_s=0)
    assert claim is not None
    rebuild(claim)


def cache() -> Path:
    return Path(os.environ["FBROWSER_CACHE_DIR"])


def as_format(number: int, name: str) -> Path:
    """Have what was indexed be of another format, in a folder of that name."""
    folder = cache() / name
    shutil.move(os.fsdecode(roots_folder()), folder)
    for file in folder.glob("*/gen-*"):
        data = bytearray(file.read_bytes())
        assert data.startswith(MAGIC)
        data[16:20] = struct.pack("<I", number)
        file.write_bytes(data)
    return folder


def listing(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("name", ["roots", f"roots-{VERSION - 1}"])
def test_roots_of_an_older_format_are_known_and_indexed_anew(root: Path, name: str) -> None:
    build(root)
    older = as_format(VERSION - 1, name)
    before = listing(older)
    assert covering(os.fsencode(root / "b")) == os.fsencode(root)
    assert all_roots() == [os.fsencode(root)]
    answer, claim = ask(os.fsencode(root))
    assert (answer.snapshot, answer.rebuilding) == (None, True)
    assert claim is not None
    rebuild(claim)
    answer, _ = ask(os.fsencode(root))
    assert answer.snapshot is not None
    assert len(answer.snapshot) == 2
    assert listing(older) == before, "the older program may still run"


def test_a_newer_format_is_left_alone_and_both_live_side_by_side(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    newer = as_format(VERSION + 1, f"roots-{VERSION + 1}")
    before = listing(newer)
    for each in newer.rglob("*"):
        os.utime(each, (0, 0))
    assert all_roots() == [], "what a newer program knows is nothing to us"
    build(root)
    sweep()
    assert listing(newer) == before
    answer, claim = ask(os.fsencode(root))
    assert answer.snapshot is not None
    assert claim is None
    with monkeypatch.context() as patch:  # the newer program, which has its own
        patch.setattr(formats, "VERSION", VERSION + 1)
        assert Store(os.fsencode(root)).path.startswith(os.fsencode(newer))
        sweep()
    assert ask(os.fsencode(root))[0].snapshot is not None


def test_what_nobody_has_used_for_a_month_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root)
    older = as_format(VERSION - 1, f"roots-{VERSION - 1}")
    adopt()
    used_s = max(each.stat().st_mtime for each in (older, *older.glob("*/CURRENT")))
    sweep(used_s + UNUSED_S - 60)
    assert older.is_dir()
    sweep(used_s + UNUSED_S + 60)
    assert not older.exists()
    assert all_roots() == [os.fsencode(root)]


@pytest.mark.parametrize("name", ["roots-0", "roots-x", "roots-03", "roots.1", "other"])
def test_what_is_no_folder_of_ours_is_not_swept(name: str) -> None:
    (cache() / name).mkdir(parents=True)
    sweep(1e12)
    adopt()
    assert (cache() / name).is_dir()


def test_garbage_in_an_older_folder_costs_nothing_else(root: Path, tmp_path: Path) -> None:
    build(root)
    older = as_format(VERSION - 1, "roots")
    (older / "file").touch()
    (older / "empty").mkdir()
    (older / "link").symlink_to(tmp_path)
    assert all_roots() == [os.fsencode(root)]
    assert not list(Path(os.fsdecode(roots_folder())).glob("link"))
