"""Setting rules: what values a setting may have, what a person types for them, and how they are said.

A value is what TOML has for it: str, bool, int, or a tuple of str for a list. Plain classes: every start waits for
this module, and a dataclass takes 0.7 ms to make.
"""

from __future__ import annotations

from typing import Final, cast

from fbrowser.common.translation import any_of, enumerated, later, number, ptr, quoted, tr, without_separators

Value = str | bool | int | tuple[str, ...]

_MOST_FOLDERS: Final = 500
_LONGEST_SHOWN: Final = 60
_LONGEST_EXTENSION: Final = 32
_MOST_EXTENSIONS: Final = 500
_LONGEST_PATH: Final = 4096


class BadValueError(ValueError):
    """A value is not allowed; the rule says what is, and `str()`, if there is more to say, what is wrong."""


class Choice:
    """One of a few words."""

    def __init__(self, **titles: str) -> None:
        """Take the words, and what they are called; yet to be translated."""
        self.titles: Final = titles

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return _either([f'"{each}"' for each in self.titles])

    def read(self, value: object) -> Value:
        """Return what a file says, if it is allowed. Raises BadValueError."""
        if isinstance(value, str) and value in self.titles:
            return value
        raise BadValueError

    def said(self, value: Value) -> str:
        """Return a value as a person reads it."""
        return tr(self.titles[str(value)])


class Switch:
    """Yes or no."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return any_of(("true", "false"))

    def read(self, value: object) -> Value:
        """Return what a file says, if it is allowed. Raises BadValueError."""
        if isinstance(value, bool):
            return value
        raise BadValueError

    def said(self, value: Value) -> str:
        """Return a value as a person reads it."""
        return ptr("setting", "on") if value else ptr("setting", "off")


class Number:
    """A whole number from 0 on."""

    def __init__(self, most: int, nothing: str) -> None:
        """Take the largest, and what 0 means."""
        self.most: Final = most
        self._nothing: Final = nothing

    @property
    def nothing(self) -> str:
        """What 0 means."""
        return tr(self._nothing)

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return tr("a whole number from 0 to {most}; 0: {nothing}", most=number(self.most), nothing=self.nothing)

    def read(self, value: object) -> Value:
        """Return what a file says, if it is allowed. Raises BadValueError."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= self.most:
            return value
        raise BadValueError

    def said(self, value: Value) -> str:
        """Return a value as a person reads it, and types it."""
        return number(int(value)) if isinstance(value, int) and value else ""

    def typed(self, text: str) -> Value:
        """Return what a person typed; nothing is 0. Raises BadValueError."""
        digits = without_separators(text.strip())
        if not digits:
            return self.read(0)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(self.most))):
            raise BadValueError
        return self.read(int(digits))


class Extensions:
    """File extensions, without a dot, in any order."""

    @property
    def nothing(self) -> str:
        """What an empty list means."""
        return ptr("extensions", "none")

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return tr("a list of extensions without a dot, like {example}", example='["jpg", "png"]')

    def read(self, value: object) -> Value:
        """Return what a file says, if it is allowed, in lower case and each once. Raises BadValueError."""
        if not isinstance(value, (list, tuple)) or len(value) > _MOST_EXTENSIONS:  # type: ignore[arg-type] - any items
            raise BadValueError
        return tuple(dict.fromkeys(map(_extension, value)))  # type: ignore[arg-type] - of whatever type

    def said(self, value: Value) -> str:
        """Return a value as a person reads it, and types it."""
        return " ".join(value) if isinstance(value, tuple) else str(value)

    def typed(self, text: str) -> Value:
        """Return what a person typed: words between spaces, commas or semicolons. Raises BadValueError."""
        return self.read(text.replace(",", " ").replace(";", " ").split())


class Folder:
    """The path of a folder; empty for the default one."""

    def __init__(self, nothing: str) -> None:
        """Take what no path means."""
        self._nothing: Final = nothing

    @property
    def nothing(self) -> str:
        """What no path means."""
        return tr(self._nothing)

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        return tr('the path of a folder, absolute or from "~"; nothing: {nothing}', nothing=self.nothing)

    def read(self, value: object) -> Value:
        """Return what a file says, if it is allowed. Raises BadValueError."""
        if isinstance(value, str) and len(value) <= _LONGEST_PATH and _is_path(value):
            return value
        raise BadValueError

    def said(self, value: Value) -> str:
        """Return a value as a person reads it, and types it."""
        return str(value)

    def typed(self, text: str) -> Value:
        """Return what a person typed. Raises BadValueError."""
        return self.read(text.strip())


class Folders:
    """Folders by their names, by patterns of names, or by their paths."""

    @property
    def nothing(self) -> str:
        """What an empty list means."""
        return ptr("folders", "none")

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        example = '["node_modules", "*.tmp", "~/scratch"]'
        return tr("a list of names, patterns with * and ?, and absolute paths, like {example}", example=example)

    def read(self, value: object) -> Value:
        """Return what a file says, each once, if all of it is allowed. Raises BadValueError."""
        items, wrong = self.sift(value)
        if wrong:
            raise BadValueError(wrong[0])
        return items

    def sift(self, value: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what is allowed of what a file says, and of everything else what is wrong with it, in sentences.

        Raises BadValueError if it is no list, or too long.
        """
        if not isinstance(value, (list, tuple)) or len(value) > _MOST_FOLDERS:  # type: ignore[arg-type] - any items
            raise BadValueError
        items = cast("tuple[object, ...]", tuple(value))  # type: ignore[arg-type] - likewise
        wrong = {at: why for at, item in enumerate(items) if (why := _wrong_with(item))}
        found = dict.fromkeys(str(item) for at, item in enumerate(items) if at not in wrong)
        return tuple(found), tuple(tr(why, folder=_shown(items[at])) for at, why in wrong.items())

    def said(self, value: Value) -> str:
        """Return a value as a person reads it, and types it: with commas between, in quotes where it must be."""
        return ", ".join(map(_written, value)) if isinstance(value, tuple) else str(value)

    def typed(self, text: str) -> Value:
        """Return what a person typed, with commas between. Raises BadValueError."""
        import re  # noqa: PLC0415 - only who types waits for it

        item = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^",]*?))\s*(,|$)')
        items, at, is_more = list[str](), 0, True
        while is_more:
            found = item.match(text, at)
            if found is None:
                raise BadValueError(tr("A quotation mark is alone, or stands within a name."))
            whole, plain, comma = found.groups()
            items += [whole.replace('""', '"')] if whole is not None else [plain] if plain else []
            at, is_more = found.end(), bool(comma)
        return self.read(items)


Rule = Choice | Switch | Number | Extensions | Folder | Folders
Typed = Number | Extensions | Folder | Folders
"""Rules of what is typed rather than chosen."""


def _extension(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError
    found = value.strip().removeprefix(".").lower()
    if not found or len(found) > _LONGEST_EXTENSION or not found.isprintable() or set(found) & set("./\\ ,;"):
        raise BadValueError
    return found


def _wrong_with(item: object) -> str:
    """Return what is wrong with one of Folders, yet to be translated; empty: nothing is."""
    import os  # noqa: PLC0415 - only a value that was set needs it

    if not isinstance(item, str):
        return later("{folder} is no text.")
    parts = item.rstrip(os.sep).split(os.sep)
    is_everything = all(set(part) <= set("*?") for part in parts) and ("*" in item or not parts[-1])
    checks = {
        later("{folder} names no folder."): not item.strip(),
        later("{folder} has a character in it that cannot be seen; write ? for it."): not item.isprintable(),
        later("{folder} is too long."): len(item) > _LONGEST_PATH,
        later("{folder} is neither a name nor an absolute path."): len(parts) > 1 and not _is_path(item),
        later("{folder} has . or .. in it, which are no names."): bool({".", ".."} & set(parts)),
        later("{folder} would leave out everything."): is_everything,
    }
    return next((why for why, is_so in checks.items() if is_so), "")


def _shown(item: object) -> str:
    from fbrowser.common.display import display  # noqa: PLC0415 - only who has made a mistake waits for it

    text = item if isinstance(item, str) else repr(item)
    cut = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}\u2026"
    return quoted(display(cut.encode("utf-8", "surrogatepass")))


def _written(item: str) -> str:
    """Return one of Folders as it is typed."""
    needs_quotes = '"' in item or "," in item or item != item.strip()
    return '"' + item.replace('"', '""') + '"' if needs_quotes else item


def _is_path(text: str) -> bool:
    import os  # noqa: PLC0415 - only a value that was set needs it

    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return "\0" not in text and (not text or text.startswith("~") or os.path.isabs(text))


def _either(words: list[str]) -> str:
    return any_of((enumerated(words[:-1]), words[-1]))
