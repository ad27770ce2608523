"""Setting rules: what values a setting may have, what a person types for them, and how they are said.

A value is what TOML has for it: str, bool, int, or a tuple of str for a list. Plain classes: every start waits for
this module, and a dataclass takes 0.7 ms to make.
"""

from __future__ import annotations

from typing import Final

from fbrowser.common.translation import any_of, enumerated, number, ptr, tr, without_separators

Value = str | bool | int | tuple[str, ...]

_LONGEST_EXTENSION: Final = 32
_MOST_EXTENSIONS: Final = 500
_LONGEST_PATH: Final = 4096


class BadValueError(ValueError):
    """A value is not allowed; the rule says what is."""


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


Rule = Choice | Switch | Number | Extensions | Folder
Typed = Number | Extensions | Folder
"""Rules of what is typed rather than chosen."""


def _extension(value: object) -> str:
    if not isinstance(value, str):
        raise BadValueError
    found = value.strip().removeprefix(".").lower()
    if not found or len(found) > _LONGEST_EXTENSION or not found.isprintable() or set(found) & set("./\\ ,;"):
        raise BadValueError
    return found


def _is_path(text: str) -> bool:
    import os  # noqa: PLC0415 - only a value that was set needs it

    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        return False
    return "\0" not in text and (not text or text.startswith("~") or os.path.isabs(text))


def _either(words: list[str]) -> str:
    return any_of((enumerated(words[:-1]), words[-1]))
