"""Names: which of the different names a text matches, and how well."""

from __future__ import annotations

import fnmatch
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.query.patterns import compiled
from fbrowser.index.query.texts import shown
from fbrowser.index.search.extensions import number_extensions
from fbrowser.index.search.lines import Lines
from fbrowser.index.search.literals import required
from fbrowser.index.search.texts import FOLDED, Form, Texts, decoded, not_ascii
from fbrowser.index.sorting import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fbrowser.common.cancel import CancelToken
    from fbrowser.index.blob import Mask
    from fbrowser.index.query.nodes import How, Text
    from fbrowser.index.search.texts import Ranks
    from fbrowser.index.snapshot import Snapshot

RAW: Final = Form(case=True, diacritics=True)
_IN_ALL: Final = {"^", "$", ".*", "^.*", ".*$"}
"""Patterns on the way to others that are in any name."""


class Names:
    """The different names of a snapshot, u of them, in whatever forms were asked for. Masks are bool (u,)."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Know nothing yet."""
        self._snapshot = snapshot
        self._forms: dict[Form, Texts] = {}

    def texts(self, form: Form = FOLDED) -> Texts:
        """Return the names in a form."""
        if form not in self._forms:
            self._forms[form] = Texts.of(self._snapshot, form)
        return self._forms[form]

    def forget(self) -> None:
        """Forget where needles were found."""
        for texts in self._forms.values():
            texts.forget()

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """How many characters each name has, an undecodable byte being one: int32 (u,)."""
        blob = self._snapshot.names()
        found = np.diff(blob.start).astype(np.int32) - 1
        wide = not_ascii(blob)
        found[wide] = [len(decoded(blob.item(number))) for number in wide.tolist()]
        return found

    @cached_property
    def hashes(self) -> NDArray[np.uint64]:
        """A number for each name that is the same for names that fold to the same; uint64 (u,)."""
        texts = self.texts()
        return texts.join(*(blob.hashes(range(blob.size)) for blob in (texts.plain, texts.others)))

    @cached_property
    def extensions(self) -> tuple[NDArray[np.int32], list[bytes]]:
        """The number of each name's extension, int32 (u,), and the extensions, in lower case; 0 is having none."""
        return number_extensions(self.texts().plain)

    @cached_property
    def extension_texts(self) -> list[str]:
        """The extensions as they are compared."""
        return [decoded(fold(each)) for each in self.extensions[1]]

    def written(self, number: int) -> bytes:
        """Return a raw name."""
        return self._snapshot.name_of(number)

    def matching(self, node: Text, cancel: CancelToken) -> Mask:
        """Return which names a text matches, as if it were not meant for paths.

        Raises Cancelled, EnvironmentProblem for a pattern that takes too long.
        """
        if node.how == "regex":
            form = Form(node.case, node.diacritics)
            return self._pattern(node, self.texts(form), cancel)
        return self.having(node.how, *needle_of(node.text, node), cancel)

    def having(self, how: How, needle: str, form: Form, cancel: CancelToken) -> Mask:
        """Return which names have a needle, which is in that form already. Raises Cancelled."""
        texts = self.texts(form)
        if how == "word":
            return texts.where(texts.inside(needle), lambda text: is_word_in(needle, text), cancel)
        if how == "wild":
            return self._wild(texts, needle, cancel)
        look = {"whole": texts.equal, "start": texts.starting, "end": texts.ending}
        return look.get(how, texts.inside)(needle)

    def ranks(self, node: Text) -> Ranks:
        """Return how well each name that a text is inside of is matched; uint8 (u,), of the others anything."""
        needle, form = needle_of(node.text, node)
        return self.texts(form).ranks(needle)

    def _pattern(self, node: Text, texts: Texts, cancel: CancelToken) -> Mask:
        pattern = compiled(node)
        found = np.ones(len(texts), dtype=bool)
        if pattern.pattern in _IN_ALL:
            return found
        for literal in sorted(required(node), key=len, reverse=True)[:2]:
            found &= texts.inside(literal)
        try:
            return texts.tried(found, Lines(pattern).search, cancel)
        except TimeoutError as error:
            raise too_slow(node) from error

    def _wild(self, texts: Texts, needle: str, cancel: CancelToken) -> Mask:
        """Return which names are like a text with wildcards."""
        pieces = re.split("[*?]", needle)
        found = texts.starting(pieces[0]) if pieces[0] else np.ones(len(texts), dtype=bool)
        if len(pieces) == 1:
            return texts.equal(needle)
        if pieces[-1]:
            found &= texts.ending(pieces[-1])
        if inner := max(pieces[1:-1], key=len, default=""):
            found &= texts.inside(inner)
        if "?" not in needle and sum(map(bool, pieces)) <= 1:
            return found
        pattern = re.compile(fnmatch.translate(needle.replace("[", "[[]")))
        return texts.where(found, pattern.match, cancel)


def needle_of(text: str, node: Text) -> tuple[str, Form]:
    """Return a text as it is compared, and the form for that: as it is, if nothing else is left of it."""
    form = Form(node.case, node.diacritics)
    return (form.of(text), form) if form.of(text) else (text, RAW)


def too_slow(node: Text) -> EnvironmentProblem:
    """Return what is wrong with a pattern that never comes to an end."""
    return EnvironmentProblem(
        "The pattern {pattern} takes too long.",
        "Repetitions within repetitions, like (a+)+, take for ever.",
        pattern=shown(node.text),
    )


def is_word_in(needle: str, text: str) -> bool:
    """Return whether a needle stands in a text with no letter or digit right around it."""
    at = text.find(needle)
    while at >= 0:
        if not text[max(at - 1, 0) : at].isalnum() and not text[at + len(needle) :][:1].isalnum():
            return True
        at = text.find(needle, at + 1)
    return False
