"""Command line: index, status and find. Paths go out as raw bytes."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from fbrowser import __version__
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.common.paths import absolute, relative_to
from fbrowser.index.answer import Answer, ask, covering_root
from fbrowser.index.options import CrawlOptions
from fbrowser.index.rebuild import rebuild, rebuild_behind
from fbrowser.index.store import Store, all_roots

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fbrowser.index.answer import Claim
    from fbrowser.index.rebuild import Outcome, Progress
    from fbrowser.index.snapshot import Entry, Snapshot

FINE: Final = 0
NO_MATCH: Final = 1
USAGE: Final = 2
NOT_READY: Final = 75
INTERRUPTED: Final = 130

_POLL_S: Final = 0.05
_KINDS: Final = {0o040000: "folder", 0o100000: "file", 0o120000: "link"}


def run_command(arguments: list[str]) -> int:
    """Run a command; return the exit code."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except EnvironmentProblem as problem:
        print(f"fbrowser: {problem}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` perhaps, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="fbrowser",
        description="The file browser that never freezes and already knows where everything is.",
        epilog="Without a command, fbrowser [FOLDER] opens the window.",
    )
    top.add_argument("--version", action="version", version=f"fbrowser {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    index = commands.add_parser("index", help="build or refresh the index of ROOT, and wait for it")
    index.add_argument("root", metavar="ROOT")
    index.add_argument("--one-file-system", action="store_true", help="leave out what is mounted below ROOT")
    index.add_argument("--max-rate", type=float, default=0, metavar="N", help="read at most N entries a second")
    index.set_defaults(run=run_index)
    status = commands.add_parser("status", help="say what is indexed, without waiting")
    status.add_argument("root", metavar="ROOT", nargs="?")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.set_defaults(run=run_status)
    find = commands.add_parser("find", help="print the paths whose name contains QUERY")
    find.add_argument("query", metavar="QUERY")
    find.add_argument("root", metavar="ROOT", nargs="?", help="default: every indexed root")
    find.add_argument("-0", "--null", action="store_true", help="end each path with NUL instead of a line feed")
    find.add_argument("--json", action="store_true", help="one JSON object a line")
    find.add_argument("--sort", type=sort_order, metavar="KEY[:desc]", help="name, path, size, modified or ext")
    find.add_argument("--limit", type=int, metavar="N", help="print at most N")
    find.add_argument("--count", action="store_true", help="print only how many there are")
    find.add_argument("--no-wait", action="store_true", help="exit with 75 rather than wait for the first index")
    find.add_argument("--fresh", action="store_true", help="refresh the index first")
    find.set_defaults(run=run_find)
    return top


def sort_order(text: str) -> tuple[str, bool]:
    """Return the key and whether it is descending, of KEY[:desc]. Raises ArgumentTypeError."""
    key, _, direction = text.partition(":")
    if key not in ("name", "path", "size", "modified", "ext") or direction not in ("", "asc", "desc"):
        raise argparse.ArgumentTypeError(f"{text!r}: use name, path, size, modified or ext, with :desc if wanted")
    return key, direction == "desc"


# -- index


def run_index(options: argparse.Namespace) -> int:
    """Build or refresh an index."""
    crawl = CrawlOptions(one_file_system=options.one_file_system, entries_per_s=options.max_rate)
    answer, outcome = refreshed(absolute(options.root), crawl)
    entries = len(answer.snapshot) if answer.snapshot else 0
    missing = len(answer.snapshot.unreadable) if answer.snapshot else 0
    how = "by another process" if outcome is None else f"in {outcome.seconds:.1f} s"
    what = "unchanged" if outcome is not None and not outcome.published else f"generation {answer.generation}"
    note = f", {missing} unreadable" if missing else ""
    print(f"{display(answer.root)}: {entries:,} entries{note}, {what}, {how}")
    return FINE


def refreshed(root: bytes, crawl: CrawlOptions | None = None) -> tuple[Answer, Outcome | None]:
    """Return an answer whose crawl began after this call, and the rebuild if it was ours."""
    begun_s = time.time()
    while True:
        answer, claim = ask(root, stale_after_s=time.time() - begun_s, retry_failed=True)
        if claim is not None:
            outcome = built(claim, crawl)
            return ask(root, stale_after_s=math.inf, claim=False)[0], outcome
        if not answer.rebuilding:
            if answer.failure and not answer.snapshot:
                raise answer.failure
            return answer, None
        time.sleep(_POLL_S)


def built(claim: Claim, crawl: CrawlOptions | None) -> Outcome:
    """Rebuild, and show how far it is where a person watches."""
    watched = sys.stderr.isatty()
    try:
        return rebuild(claim, options=crawl, on_progress=show_progress if watched else None)
    finally:
        if watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def show_progress(progress: Progress) -> None:
    """Show one line that is written over by the next."""
    verb = {"crawl": "reading", "sort": "sorting", "publish": "saving"}[progress.phase]
    line = f"{verb} {progress.entries:,} entries, {progress.entries_per_s:,.0f}/s  {display(progress.folder)}"
    print(f"\r\x1b[K{line[: os.get_terminal_size(2).columns - 1]}", end="", file=sys.stderr, flush=True)


# -- status


def run_status(options: argparse.Namespace) -> int:
    """Say what is indexed."""
    roots = [absolute(options.root)] if options.root else all_roots()
    found = [status_of(root) for root in roots]
    if options.json:
        print(json.dumps(found))
        return FINE
    for status in found:
        age = "never" if status["age_s"] is None else f"{status['age_s']:,.0f} s ago"
        shown = display(os.fsencode(status["root"]))
        print(f"{shown}: {status['state']}, {status['entries']:,} entries, updated {age}")
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


# -- find


def run_find(options: argparse.Namespace) -> int:
    """Print what matches."""
    typed = [os.fsencode(options.root)] if options.root else all_roots()
    lines: list[tuple[Any, bytes, Entry]] = []
    count = 0
    for prefix in typed:
        folder = absolute(prefix)
        snapshot = indexed(folder, options)
        if snapshot is None:
            return NOT_READY
        matches = found_rows(snapshot, folder, os.fsencode(options.query), options.sort)
        count += len(matches)
        if not options.count:
            lines += [
                (key, written(prefix, folder, snapshot.path(row)), snapshot.entry(row)) for key, row in matches
            ]
    if options.count:
        print(min(count, options.limit) if options.limit is not None else count)
        return FINE if count else NO_MATCH
    if options.sort and len(typed) > 1:
        lines.sort(key=lambda line: line[0], reverse=options.sort[1])
    write_out(lines[: options.limit], options)
    return FINE if lines else NO_MATCH


def indexed(folder: bytes, options: argparse.Namespace) -> Snapshot | None:
    """Return a checked snapshot that covers a folder; None if there is none and we should not wait."""
    root = covering_root(folder)
    if options.fresh:
        refreshed(root)
    answer, claim = ask(root, private=True)
    if answer.snapshot is None and not options.no_wait:
        if claim is not None:
            built(claim, None)
        else:
            refreshed(root)
        answer, claim = ask(root, private=True, stale_after_s=math.inf)
    if claim is not None:
        rebuild_behind(claim)
    if answer.snapshot is None and answer.failure:
        raise answer.failure
    if answer.snapshot is not None and answer.snapshot.find_folder(folder) is None and not options.fresh:
        refreshed(root)  # made since
        answer, _ = ask(root, private=True, claim=False)
    return answer.snapshot


def found_rows(
    snapshot: Snapshot, folder: bytes, query: bytes, sort: tuple[str, bool] | None
) -> list[tuple[Any, int]]:
    """Return sort key and row of every match below a folder, in order. Raises EnvironmentProblem if it is gone."""
    from fbrowser.index.search import search  # noqa: PLC0415 - status and --help do without numpy

    number = snapshot.find_folder(folder)
    if number is None:
        raise EnvironmentProblem(f"There is no folder {display(folder)}.", "Check the path.")
    rows = search(snapshot, query, snapshot.descendants(number)).tolist()
    if sort is None:
        return [(row, row) for row in rows]
    key = SORT_KEYS[sort[0]]
    return sorted(((key(snapshot, row), row) for row in rows), key=lambda pair: pair[0], reverse=sort[1])


def name_key(snapshot: Snapshot, row: int) -> tuple[object, ...]:
    """Sort by name, naturally, then by path."""
    return natural(snapshot.name(row)), snapshot.path(row)


def path_key(snapshot: Snapshot, row: int) -> tuple[object, ...]:
    """Sort by path, part by part."""
    return tuple(natural(part) for part in snapshot.path(row).split(os.sep.encode()))


def extension_key(snapshot: Snapshot, row: int) -> tuple[object, ...]:
    """Sort by extension, then by name; `.bashrc` has none."""
    stem, dot, extension = snapshot.name(row).rpartition(b".")
    return natural(extension if dot and stem else b""), name_key(snapshot, row)


def natural(name: bytes) -> tuple[bytes, bytes]:
    """Return what to sort names by."""
    from fbrowser.index.sorting import fold, natural_key  # noqa: PLC0415

    return natural_key(fold(name)), name


def size_key(snapshot: Snapshot, row: int) -> tuple[object, ...]:
    """Sort by size, then by path."""
    return snapshot.entry(row).size, path_key(snapshot, row)


def time_key(snapshot: Snapshot, row: int) -> tuple[object, ...]:
    """Sort by time of modification, then by path."""
    return snapshot.entry(row).mtime_ns, path_key(snapshot, row)


SORT_KEYS: Final[dict[str, Callable[[Snapshot, int], tuple[Any, ...]]]] = {
    "name": name_key,
    "path": path_key,
    "size": size_key,
    "modified": time_key,
    "ext": extension_key,
}


def written(prefix: bytes, folder: bytes, path: bytes) -> bytes:
    """Return a path as the user would have typed it: ROOT as typed, and what is below it."""
    return os.path.join(prefix, relative_to(path, folder) or b"")


def write_out(lines: list[tuple[Any, bytes, Entry]], options: argparse.Namespace) -> None:
    """Write the matches to stdout."""
    end = b"\0" if options.null else b"\n"
    items: Iterator[bytes] = (as_json(path, entry) if options.json else path for _, path, entry in lines)
    sys.stdout.flush()
    sys.stdout.buffer.writelines(item + end for item in items)
    sys.stdout.buffer.flush()


def as_json(path: bytes, entry: Entry) -> bytes:
    """Return one match as a JSON object; undecodable bytes of the path are lone surrogates, as os.fsdecode says."""
    kind = _KINDS.get(entry.mode & 0o170000, "special")
    fields = {"path": os.fsdecode(path), "size": entry.size, "mtime_ns": entry.mtime_ns, "kind": kind}
    return json.dumps(fields).encode()
