"""Contents: what is said of a listing: what of it is not shown, and why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.common.translation import enumerated, later, ntr, number, quoted, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from fbrowser.models.listing import Listing


def withheld(listing: Listing) -> str:
    """Return what of a folder, or of a result, is not shown, in a few words; empty: all of it is."""
    words: list[str] = []
    if listing.narrowing is not None:
        words.append(tr("filtered from {count}", count=number(listing.narrowing.total)))
    if listing.hidden_count:
        words.append(ntr("{count} hidden", "{count} hidden", listing.hidden_count))
    return enumerated(words)


def why_empty(listing: Listing, keys_of: Callable[[str], str]) -> tuple[str, str]:
    """Return why nothing of a folder is shown, and what to do about it.

    keys_of: returns the keys of a command, empty if it has none.
    """
    if listing.narrowing is not None:
        what = tr("Nothing here matches {query}.", query=quoted(listing.narrowing.query.text))
        return what, tr("Press Esc to see everything.")
    if listing.hidden_count:
        what = ntr(
            "There is nothing here but {count} hidden item.",
            "There is nothing here but {count} hidden items.",
            listing.hidden_count,
        )
        return what, press(keys_of("view.hidden"), later("Press {key} to see them."))
    return tr("This folder is empty."), press(keys_of("go.up"), later("Press {key} to go up."))


def press(key: str, what: str) -> str:
    """Return what to press, and for what; nothing if no key does it.

    what: a sentence with the field `key`, yet to be translated.
    """
    return tr(what, key=key) if key else ""
