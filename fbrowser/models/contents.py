"""Contents: what is said of a listing: what of it is not shown, and why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fbrowser.common import format as fmt

if TYPE_CHECKING:
    from fbrowser.models.listing import Listing


def withheld(listing: Listing) -> str:
    """Return what of a folder, or of a result, is not shown, in a few words; empty: all of it is."""
    words: list[str] = []
    if listing.narrowing is not None:
        words.append(f"filtered from {listing.narrowing.total:,}")
    if listing.hidden_count:
        words.append(f"{listing.hidden_count:,} hidden")
    return ", ".join(words)


def why_empty(listing: Listing) -> tuple[str, str]:
    """Return why nothing of a folder is shown, and what to do about it."""
    if listing.narrowing is not None:
        return f"Nothing here matches \u201c{listing.narrowing.query.text}\u201d.", "Press Esc to see everything."
    if listing.hidden_count:
        return f"There is nothing here but {fmt.hidden_items(listing.hidden_count)}.", "Press Ctrl+H to see them."
    return "This folder is empty.", "Press Backspace to go up."
