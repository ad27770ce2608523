"""Settings file: settings.toml, read whatever it holds, and written so that comments and order stay as they are.

Nothing that is in the file can raise: a value that is not allowed is named and left out, the others count.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from fbrowser.common import format as fmt
from fbrowser.common.display import display
from fbrowser.common.errors import EnvironmentProblem, not_written, reason
from fbrowser.common.translation import later, ntr, tr
from fbrowser.config.places import config_folder
from fbrowser.config.setting_rules import BadValueError, Folders
from fbrowser.config.settings import SECTIONS, Setting, Settings, schema
from fbrowser.config.small_file import Stamp, read_file, replace_file, stamp_of, turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tomlkit import TOMLDocument

    from fbrowser.config.setting_rules import Value

NAME: Final = b"settings.toml"
_FILE: Final = NAME.decode()
FORMAT: Final = 1
_FORMAT_KEY: Final = "format"
LARGEST: Final = 1 << 18
"""Bytes of the file at most: a thousand times what it needs."""
_MOST_PROBLEMS: Final = 20
_LONGEST_SHOWN: Final = 40

Data = dict[str, Any]


class Problem(NamedTuple):
    """Something in the file that does not count."""

    key: str
    """Empty: the whole file."""
    what: str
    """A sentence."""
    allowed: str = ""
    """What would count, if there is more to say."""

    def __str__(self) -> str:
        """Return it in plain words."""
        if not self.allowed:
            return self.what
        return tr("{problem} Allowed: {allowed}.", problem=self.what, allowed=self.allowed)


@dataclass(frozen=True)
class Loaded:
    """What is in the file."""

    settings: Settings | None
    """None: the file could not be read as a whole; whoever has settings keeps them."""
    problems: tuple[Problem, ...] = ()
    chosen: frozenset[str] = field(default_factory=frozenset[str])
    """Keys that the file sets."""
    stamp: Stamp | None = None
    """None: there is no such file."""


class _UnreadableError(Exception):
    """The file as a whole could not be read; `str()` is a sentence that says why."""

    remedy: str = later("Correct the file; until then the change holds in this window.")
    """What to do about a change that is not written."""


class _NewerError(_UnreadableError):
    """A newer program has written it."""

    remedy = later("The change holds in this window alone.")


def path() -> bytes:
    """Return where the file is, or would be. Raises EnvironmentProblem, see fbrowser.config.places."""
    return os.path.join(config_folder(), NAME)


def stamp() -> Stamp | None:
    """Return what tells whether the file has changed; None if there is none."""
    try:
        return stamp_of(path())
    except EnvironmentProblem:
        return None


def load() -> Loaded:
    """Return the settings that the file has, its problems beside them. Never raises."""
    before = stamp()  # a change while we read is noticed by the next look
    try:
        data = _parsed(_content(path()))
    except EnvironmentProblem as problem:
        return Loaded(None, (Problem("", str(problem)),), stamp=before)
    except _UnreadableError as error:
        return Loaded(None, (Problem("", str(error)),), stamp=before)
    return replace(_read(data), stamp=before)


def save(changes: Mapping[str, Value | None]) -> Loaded:
    """Write settings by key into the file, None: out of it; return what is in it then.

    Comments, order and what is unknown to us stay. A file that is a link stays one. Raises EnvironmentProblem if
    the file cannot be read as a whole, or cannot be written: then it is as it was.
    """
    target = os.path.realpath(path())
    with contextlib.suppress(OSError):  # said by who writes
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    with turn(os.path.dirname(target)):
        try:
            content = _content(target)
            new = _edited(content, changes)
        except _UnreadableError as error:
            raise EnvironmentProblem(
                "{problem} Nothing was written.",
                error.remedy,
                problem=str(error),
            ) from error
        if new != content:
            _write(target, new)
    return load()


def make_template() -> bytes:
    """Return the path of the file, which is made if there is none: all settings, commented out.

    Raises EnvironmentProblem if it cannot be written.
    """
    place = path()
    if not os.path.lexists(place):
        _write(place, template().encode())
    return place


def template() -> str:
    """Return a file that says what could be in it, and changes nothing."""
    lines = [f"# {tr('Settings of fbrowser. A window follows as soon as this file is saved.')}", ""]
    for section, title in SECTIONS.items():
        lines += [f"[{section}] # {tr(title)}"]
        for each in schema():
            if each.section == section:
                about = tr("{problem} Allowed: {allowed}.", problem=each.description, allowed=each.rule.allowed)
                lines += [f"# {each.title}: {about}"]
                lines += [f"# {each.name} = {written(each.default)}", ""]
    return "\n".join(lines)


def written(value: Value) -> str:
    """Return a value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(written, value))}]"
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


# -- reading


def _content(place: bytes) -> bytes:
    """Return what is in a file, nothing if there is none. Raises _UnreadableError."""
    try:
        return read_file(place, LARGEST)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _UnreadableError(_why(error)) from error


def _why(error: OSError) -> str:
    if error.errno in (errno.EISDIR, errno.ENXIO):
        return tr("{file} is not a file.", file=_FILE)
    if error.errno == errno.EFBIG:
        return tr("{file} is larger than {size} and was not read.", file=_FILE, size=fmt.size(LARGEST))
    return tr("{path} could not be read: {why}.", path=_FILE, why=tr(reason(error.errno or 0)))


def _parsed(content: bytes) -> Data:
    """Return what a file says. Raises _UnreadableError."""
    if not content:
        return {}
    import tomllib  # noqa: PLC0415 - most have no such file, and need not wait for its reader

    try:
        return _in_our_format(tomllib.loads(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(tr("{file} is not UTF-8: line {line}.", file=_FILE, line=line)) from error
    except RecursionError as error:
        raise _UnreadableError(tr("{file} is nested too deep.", file=_FILE)) from error
    except ValueError as error:
        why = display(str(error).encode())
        raise _UnreadableError(tr("{file} is not TOML: {why}.", file=_FILE, why=why)) from error


def _in_our_format(data: Data) -> Data:
    """Return what a file says, of the format that it names in a line `format = 1`; without one it is the first.

    Raises _NewerError if a newer program has written it: then it is neither read nor changed.
    """
    number = data.get(_FORMAT_KEY, FORMAT)
    if type(number) is int and number > FORMAT:
        raise _NewerError(tr("{file} was written by a newer fbrowser, and is left as it is.", file=_FILE))
    return data


def _read(data: Data) -> Loaded:
    """Return the settings in a file's tables, and what in them does not count."""
    settings, problems, chosen = Settings(), list[Problem](), set[str]()
    for section, table in data.items():
        if section == _FORMAT_KEY and table == FORMAT:
            continue
        if not isinstance(table, dict):
            problems.append(_not_a_table(section) if section in SECTIONS else _unknown(section))
            continue
        known = {each.name: each for each in schema() if each.section == section}
        for name, value in cast("Data", table).items():
            setting = known.get(name)
            if setting is None:
                problems.append(_unknown(f"{section}.{name}"))
                continue
            chosen.add(setting.key)
            try:
                read, wrong = _sifted(setting, value)
                settings = settings.with_value(setting, read)
                problems += wrong
            except BadValueError:
                problems.append(_bad(setting, value))
        if not table and section not in SECTIONS:
            problems.append(_unknown(section))
    if len(problems) > _MOST_PROBLEMS:
        left = len(problems) - _MOST_PROBLEMS
        problems[_MOST_PROBLEMS:] = [
            Problem("", ntr("There is {count} more problem.", "There are {count} more problems.", left))
        ]
    return Loaded(settings, tuple(problems), frozenset(chosen))


def _sifted(setting: Setting, value: object) -> tuple[Value, list[Problem]]:
    """Return what counts of a value, and what does not: of a list of folders it is named and left out one by one.

    Raises BadValueError if nothing counts.
    """
    if not isinstance(setting.rule, Folders):
        return setting.rule.read(value), []
    items, wrong = setting.rule.sift(value)
    said = [tr("{path}: {why}", path=setting.key, why=each) for each in wrong]
    return items, [Problem(setting.key, each, setting.rule.allowed) for each in said]


def _bad(setting: Setting, value: object) -> Problem:
    what = tr(
        "{setting} is {value}, which is not allowed; it is left as it is by default.",
        setting=setting.key,
        value=_shown(repr(value)),
    )
    return Problem(setting.key, what, setting.rule.allowed)


def _not_a_table(section: str) -> Problem:
    allowed = tr("{section}, and below it a line for each setting", section=f"[{section}]")
    return Problem(section, tr("{name} is no section.", name=section), allowed)


def _unknown(key: str) -> Problem:
    import difflib  # noqa: PLC0415 - only who has made a mistake waits for it

    known = {each.name: each.key for each in schema()} | {each.key: each.key for each in schema()}
    close = difflib.get_close_matches(key[:_LONGEST_SHOWN], known, n=1)
    if not close:
        return Problem(key, tr("{name} is no setting, and has no effect.", name=_shown(key)))
    what = tr(
        "{name} is no setting, and has no effect. Was {guess} meant?", name=_shown(key), guess=known[close[0]]
    )
    return Problem(key, what)


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}\u2026"
    return display(cut.encode("utf-8", "surrogatepass"))


# -- writing


def _changed(data: Data, changes: Mapping[str, Value | None]) -> Data:
    """Return what a file should say after changes. Raises _UnreadableError."""
    found = dict(data)
    for key, value in changes.items():
        section, _, name = key.partition(".")
        table = found.get(section, {})
        if not isinstance(table, dict):
            what = tr("{file} has {name} where a section should be.", file=_FILE, name=section)
            raise _UnreadableError(what)
        new = {each: content for each, content in cast("Data", table).items() if each != name}
        if value is not None:
            new[name] = list(value) if isinstance(value, tuple) else value
        if new or section in found:
            found[section] = new
    return found


def _edited(content: bytes, changes: Mapping[str, Value | None]) -> bytes:
    """Return a file after changes, the rest as it was. Raises _UnreadableError.

    Whatever the library makes of it must be what was meant, or it is not taken.
    """
    import tomlkit  # noqa: PLC0415 - only who writes needs it

    wanted = _changed(_parsed(content), changes)
    try:
        document = tomlkit.parse(content.decode())
        for key, value in changes.items():
            section, _, name = key.partition(".")
            _edit(document, section, name, value)
        edited = tomlkit.dumps(document).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # Each is the library's way to say that it does not understand a file that Python's reader did.
        what = tr("{file} is written in a way that cannot be changed here.", file=_FILE)
        raise _UnreadableError(what) from error
    if repr(_parsed(edited)) != repr(wanted) and _parsed(edited) != wanted:  # equal, or NaNs in the same places
        what = tr("{file} is written in a way that cannot be changed without losing something.", file=_FILE)
        raise _UnreadableError(what)
    return edited


def _edit(document: TOMLDocument, section: str, name: str, value: Value | None) -> None:
    import tomlkit  # noqa: PLC0415 - as above

    if value is None:
        if section in document and name in document[section]:  # type: ignore[operator] - a table, or refused before
            document[section].remove(name)  # type: ignore[union-attr] - likewise
        return
    if section not in document:
        if document.body:
            document.add(tomlkit.nl())
        document.add(section, tomlkit.table())
    document[section][name] = list(value) if isinstance(value, tuple) else value  # type: ignore[index] - a table


def _write(place: bytes, content: bytes) -> None:
    """Replace the file, with the permissions it had. Raises EnvironmentProblem."""
    try:
        try:
            mode = stat.S_IMODE(os.stat(place).st_mode)
        except FileNotFoundError:
            mode = 0o600
        replace_file(place, content, mode=mode)
    except OSError as error:
        raise not_written(place, error, later("The change holds until this window is closed.")) from error
