"""Command line: what may be typed, and the commands index and status."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from typing import TYPE_CHECKING, Any

from fbrowser.app.find import run_find
from fbrowser.app.output import FINE, INTERRUPTED, USAGE, complain, prepare_streams, put_text
from fbrowser.app.refresh import refreshed_for
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import absolute
from fbrowser.config import current
from fbrowser.config.settings_file import load
from fbrowser.index.answer import ask
from fbrowser.index.options import CrawlOptions
from fbrowser.index.serving import check_folder, serving_root
from fbrowser.index.store import Store, all_roots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import NoReturn

    from _typeshed import SupportsWrite


def run_command(arguments: list[str]) -> int:
    """Run a command; return the exit code."""
    try:
        prepare_streams()
        options = parser().parse_mixed(arguments)
        return options.run(options)
    except EnvironmentProblem as problem:
        complain(problem)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return FINE


class Parser(argparse.ArgumentParser):
    """A parser that complains in one line, and takes options and other arguments in any order."""

    commands: Mapping[str, argparse.ArgumentParser] = {}

    def parse_mixed(self, arguments: list[str]) -> argparse.Namespace:
        """Return the options. argparse itself refuses an optional argument that stands behind an option."""
        command = self.commands.get(arguments[0]) if arguments else None
        return command.parse_intermixed_args(arguments[1:]) if command else self.parse_args(arguments)

    def error(self, message: str) -> NoReturn:
        """End with a line on stderr."""
        raise EnvironmentProblem(f"{display(os.fsencode(message))}; see {self.prog} --help")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write the help or the version, and do not hide it, as argparse does, if that fails."""
        del file
        put_text(message.rstrip())


class _ShowVersion(argparse.Action):
    """Says which version this is, and ends: found out only when somebody asks."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Say it."""
        from fbrowser.common.version import version_line  # noqa: PLC0415 - see above

        put_text(version_line())
        parser.exit()


def parser() -> Parser:
    """Return the parser of the command line."""
    top = Parser(
        prog="fbrowser",
        description="The file browser that never freezes and already knows where everything is.",
        epilog="Without a command, fbrowser [FOLDER] opens the window. FOLDER may be a file, which is shown in its "
        "folder, or the URI of either.",
    )
    # Those of the window are read by fbrowser.app.call; here they are only told of.
    top.add_argument("--search", action="store_true", help="open the window to search all that is indexed")
    top.add_argument("--home", action="store_true", help="open the window on the home folder")
    top.add_argument("--background", action="store_true", help="start without a window, to be there when called")
    top.add_argument("--dbus-service", action="store_true", help="likewise, to show files for other programs")
    top.add_argument(
        "--safe", action="store_true", help="open a window with everything as by default, and keep nothing"
    )
    top.add_argument(
        "--version", action=_ShowVersion, nargs=0, help="name the version, its commit and what it runs on"
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    index = commands.add_parser("index", help="build or refresh the index of ROOT, and wait for it")
    index.add_argument("root", type=some_folder, metavar="ROOT")
    index.add_argument(
        "--one-file-system",
        action=argparse.BooleanOptionalAction,
        help="leave out what is mounted below ROOT, or do not; default: as the last time, at first do not",
    )
    index.add_argument("--max-rate", type=positive, default=0, metavar="N", help="read at most N entries a second")
    index.set_defaults(run=run_index)
    status = commands.add_parser("status", help="say what is indexed, without waiting")
    status.add_argument("root", type=some_folder, metavar="ROOT", nargs="?")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.set_defaults(run=run_status)
    find = commands.add_parser("find", help="print the paths that QUERY finds")
    find.add_argument("query", metavar="QUERY", help="words in the name; *.jpg; ext:so;py size:>1mb dm:today ...")
    find.add_argument("root", type=some_folder, metavar="ROOT", nargs="?", help="default: every indexed root")
    find.add_argument("-0", "--null", action="store_true", help="end each path with NUL instead of a line feed")
    find.add_argument(
        "--json", action="store_true", help="one JSON object a line: path, size, mtime_ns, kind; null is unknown"
    )
    find.add_argument("--sort", type=sort_order, metavar="KEY[:desc]", help="name, path, size, modified or ext")
    find.add_argument("--limit", type=whole_number, metavar="N", help="print at most N")
    find.add_argument("--count", action="store_true", help="print only how many there are")
    find.add_argument("--no-wait", action="store_true", help="exit with 75 rather than wait for the first index")
    find.add_argument("--fresh", action="store_true", help="refresh the index first")
    find.set_defaults(run=run_find)
    keys = commands.add_parser("keys", help="print which keys do what")
    keys.add_argument("--keymap", type=some_keymap, metavar="NAME", help="desktop, commander, vim or finder")
    how = keys.add_mutually_exclusive_group()
    how.add_argument("--markdown", action="store_true", help="as a table in Markdown")
    how.add_argument("--ids", action="store_true", help="list every command with its id, as keys.toml names it")
    keys.set_defaults(run=run_keys)
    top.commands = {"index": index, "status": status, "find": find, "keys": keys}
    return top


def some_folder(text: str) -> str:
    """Return a path that is one. Raises ArgumentTypeError for an empty one."""
    if not text:
        raise argparse.ArgumentTypeError("a folder is wanted, not an empty path; . is the current one")
    return text


def some_keymap(text: str) -> str:
    """Return the name of a keymap. Raises ArgumentTypeError."""
    from fbrowser.commands.keymaps import TITLES  # noqa: PLC0415 - the other commands do without

    if text.lower() not in TITLES:
        raise argparse.ArgumentTypeError(f"{text!r}: use {', '.join(TITLES)}")
    return text.lower()


def whole_number(text: str) -> int:
    """Return a number of things, from 0 to sys.maxsize. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r}: use a whole number, 0 or more")
    return min(int(text), sys.maxsize)


def positive(text: str) -> float:
    """Return a finite number above 0. Raises ArgumentTypeError."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 < found < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r}: use a number above 0")
    return found


def sort_order(text: str) -> tuple[str, bool]:
    """Return the key and whether it is descending, of KEY[:desc]. Raises ArgumentTypeError."""
    key, _, direction = text.partition(":")
    if key not in ("name", "path", "size", "modified", "ext") or direction not in ("", "asc", "desc"):
        raise argparse.ArgumentTypeError(f"{text!r}: use name, path, size, modified or ext, with :desc if wanted")
    return key, direction == "desc"


# -- index


def run_index(options: argparse.Namespace) -> int:
    """Build or refresh an index."""
    folder = absolute(options.root)
    crawl = CrawlOptions(one_file_system=options.one_file_system, entries_per_s=options.max_rate)
    answer, outcome = refreshed_for(folder, crawl)
    if answer.snapshot:
        check_folder(answer.snapshot, folder)
    entries = len(answer.snapshot) if answer.snapshot else 0
    missing = len(answer.snapshot.unreadable) if answer.snapshot else 0
    where = (
        display(answer.root) if answer.root == folder else f"{display(answer.root)}, which holds {display(folder)}"
    )
    how = "by another process" if outcome is None else f"in {outcome.seconds:.1f} s"
    what = "unchanged" if outcome is not None and not outcome.published else f"generation {answer.generation}"
    left_out = answer.snapshot.left_out_folders if answer.snapshot else 0
    note = "".join(
        f", {count} {what}" for count, what in ((missing, "unreadable"), (left_out, "left out")) if count
    )
    put_text(f"{where}: {entries:,} entries{note}, {what}, {how}")
    for problem in current.problems("", "index.left_out"):
        complain(problem)
    return FINE


# -- status


def run_status(options: argparse.Namespace) -> int:
    """Say what is indexed."""
    for problem in current.problems(""):
        complain(problem)
    roots = [serving_root(absolute(options.root))] if options.root is not None else all_roots()
    found = [status_of(root) for root in roots]
    if options.json:
        put_text(json.dumps(found))
        return FINE
    for status in found:
        age = "never" if status["age_s"] is None else f"{status['age_s']:,.0f} s ago"
        shown = display(os.fsencode(status["root"]))
        put_text(f"{shown}: {status['state']}, {status['entries']:,} entries, updated {age}")
    return FINE


def status_of(root: bytes) -> dict[str, Any]:
    """Return what is known of a root."""
    answer, _ = ask(root, claim=False)
    snapshot = answer.snapshot
    if answer.rebuilding:
        state = "rebuilding"
    elif answer.failure:
        state = "failed"
    else:
        state = "ready" if snapshot else "cold"
    return {
        "root": os.fsdecode(root),
        "generation": answer.generation,
        "entries": len(snapshot) if snapshot else 0,
        "rebuilding": answer.rebuilding,
        "age_s": None if math.isinf(answer.age_s) else round(answer.age_s, 3),
        "unreadable": len(snapshot.unreadable) if snapshot else 0,
        "bytes": Store(root).size(),
        "state": state,
    }


# -- keys


def run_keys(options: argparse.Namespace) -> int:
    """Print what is bound, in a keymap or in the one that was chosen, with the user's own keys over it."""
    from fbrowser.commands.builtin import builtin_commands  # noqa: PLC0415 - the other commands do without
    from fbrowser.commands.cheat_sheet import as_list, as_markdown, as_text  # noqa: PLC0415 - likewise
    from fbrowser.commands.user_keys import lay_over  # noqa: PLC0415 - likewise
    from fbrowser.config.keys_file import keys_path, read_keys  # noqa: PLC0415 - likewise
    from fbrowser.config.settings import Settings  # noqa: PLC0415 - likewise

    commands = builtin_commands()
    settings = load().settings or Settings()
    keymap, problems = lay_over(
        read_keys(),
        commands,
        options.keymap or settings.keymap,
        file=display(keys_path()),
        backspace=settings.backspace,
    )
    for problem in problems:
        complain(problem)
    sheet = as_markdown if options.markdown else as_list if options.ids else as_text
    put_text(sheet(keymap, commands))
    return FINE
