"""Translation: texts of ours in the language in force. The sources are in English, which costs nothing.

`tr`, `ntr` and `ptr` return what is shown now; `later` marks what stands in a table and is given to `tr` when it is
shown. Fields are named, `{count}`, and filled in here; sentences are never put together of parts. What is read by
programs, or kept in files, is not translated. `./dev translations` collects the texts for the translators.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    class Catalogue(Protocol):
        """What the gettext module makes of a file of translations."""

        def gettext(self, message: str, /) -> str:
            """Return the translation of a text, or the text."""
            ...

        def ngettext(self, one: str, many: str, count: int, /) -> str:
            """Return that form of a text which goes with a number."""
            ...

        def pgettext(self, context: str, message: str, /) -> str:
            """Return the translation of a text that means something else elsewhere."""
            ...


ENGLISH: Final = "en"
SYSTEM: Final = "system"
LANGUAGES: Final[Mapping[str, str]] = {ENGLISH: "English", "de": "Deutsch", "ar": "العربية"}
"""Those that there are, by code, each as it calls itself."""
RIGHT_TO_LEFT: Final = frozenset({"ar"})
ISOLATES: Final = ("\u2068", "\u2069")
"""What stands around a field where one reads from the right: names and paths keep their own direction."""


class _InForce:
    """The language of the process, chosen on the UI thread, read on every other."""

    language = ENGLISH
    catalogue: Catalogue | None = None
    """None: the texts are as in the sources."""
    thousands = ","
    decimal = "."
    isolates = False


_now: Final = _InForce()


# -- for whoever shows texts


def tr(text: str, /, **fields: object) -> str:
    """Return a text in the language in force; fields: what stands for `{name}` in it."""
    if _now.catalogue is not None and text:  # the empty one would bring what the file says about itself
        text = _now.catalogue.gettext(text)
    return _filled(text, fields) if fields else text


def ntr(one: str, many: str, count: int, /, **fields: object) -> str:
    """Return the form of a text that goes with a number, which is written for `{count}`."""
    text = one if count == 1 else many
    if _now.catalogue is not None:
        text = _now.catalogue.ngettext(one, many, count)
    return _filled(text, {"count": number(count), **fields})


def ptr(context: str, text: str, /) -> str:
    """Return a text that means something else elsewhere; context: what it means here."""
    return text if _now.catalogue is None else _now.catalogue.pgettext(context, text)


def later(text: str, context: str = "", /) -> str:
    """Return a text as it is: it will be given to `tr`, with a context to `ptr`, whenever it is shown."""
    del context  # for who collects the texts
    return text


def _filled(text: str, fields: Mapping[str, object]) -> str:
    if _now.isolates:
        begin, end = ISOLATES
        fields = {
            name: f"{begin}{value}{end}" if isinstance(value, str) else value for name, value in fields.items()
        }
    return text.format_map(fields)


def number(count: int) -> str:
    """Return a whole number as it is written, `1,234`."""
    written = f"{count:,}"
    return written if _now.thousands == "," else written.replace(",", _now.thousands)


def without_separators(text: str) -> str:
    """Return a whole number that a person typed, without what stands between thousands."""
    return text.replace(_now.thousands, "").replace(" ", "")


def decimal(value: float, digits: int) -> str:
    """Return a number with so many digits behind the point, as it is written."""
    written = f"{value:,.{digits}f}"
    if (_now.thousands, _now.decimal) == (",", "."):
        return written
    whole, point, rest = written.partition(".")
    return whole.replace(",", _now.thousands) + (_now.decimal if point else "") + rest


def quoted(name: str) -> str:
    """Return a name, or what somebody typed, in the quotation marks of the language in force."""
    return _filled(ptr("around a name, or what somebody typed", "\u201c{name}\u201d"), {"name": name})


def all_of(parts: Iterable[str]) -> str:
    """Return `a and b and c`."""
    return ptr("between all that hold, as in a and b", " and ").join(parts)


def any_of(parts: Iterable[str]) -> str:
    """Return `a or b or c`."""
    return ptr("between those of which one holds, as in a or b", " or ").join(parts)


def enumerated(parts: Iterable[str]) -> str:
    """Return `a, b, c`."""
    return ptr("between the parts of a list", ", ").join(parts)


# -- for whoever chooses the language


def use(language: str, asked: Callable[[], Iterable[str]] = tuple) -> bool:
    """Let a language of LANGUAGES, or that of the system, be in force; return whether it was another one before.

    asked: what a system wants that sets no variables, see `best_of`.
    """
    code = system_language(asked) if language == SYSTEM else language
    if code == _now.language:
        return False
    use_catalogue(code, None if code == ENGLISH else _read(code))
    return True


def use_catalogue(language: str, catalogue: Catalogue | None) -> None:
    """Let texts be those of a catalogue; None: as in the sources."""
    _now.language, _now.catalogue = language, catalogue
    _now.isolates = language in RIGHT_TO_LEFT
    _now.thousands = ptr("between thousands, as in 1,000", ",")
    _now.decimal = ptr("before decimals, as in 1.5", ".")


def language() -> str:
    """Return the code of the language in force."""
    return _now.language


def is_right_to_left() -> bool:
    """Return whether the language in force is read from the right."""
    return _now.language in RIGHT_TO_LEFT


def best_of(wanted: Iterable[str]) -> str:
    """Return the first language that we have; wanted: names such as `de_AT.UTF-8` or `de-AT`, the best first."""
    for name in wanted:
        code = name.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].lower()
        if code in LANGUAGES:
            return code
    return ENGLISH


def system_language(asked: Callable[[], Iterable[str]] = tuple) -> str:
    """Return that language of ours which the user of this machine reads best; asked: see `use`."""
    chosen = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    if chosen is None:
        return best_of(asked())
    if chosen.partition(".")[0] in ("C", "POSIX"):  # then, says gettext, LANGUAGE does not count
        return ENGLISH
    return best_of([*os.environ.get("LANGUAGE", "").split(":"), chosen])


def _read(code: str) -> Catalogue | None:
    """Return the catalogue of a language; None if it was not built."""
    import gettext  # noqa: PLC0415 - English does without

    from fbrowser.common import resources  # noqa: PLC0415 - likewise
    from fbrowser.common.log import logger  # noqa: PLC0415 - likewise

    try:
        with (resources.folder() / "translations" / f"{code}.mo").open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError) as error:
        logger(__name__).error("the texts of %s cannot be read: %s", code, error)
        return None
