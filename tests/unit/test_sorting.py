"""Names sort naturally, then by their bytes; labels say so in numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.sorting import LABEL_GAP, fold, fold_names, labels, natural_key

NAMES = st.lists(
    st.one_of(
        st.binary(min_size=1, max_size=24).map(lambda name: name.replace(b"\0", b"0")),
        st.text("aAbé\u0301ß0129. ", min_size=1, max_size=24).map(str.encode),
    ),
    max_size=40,
)


def blob(items: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    ends = np.cumsum([len(item) + 1 for item in items], dtype=np.uint32)
    start = np.concatenate([np.zeros(1, dtype=np.uint32), ends])
    return np.frombuffer(b"\0".join([*items, b""]), dtype=np.uint8)[: int(start[-1])], start


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("file 9", "file 10"),
        ("a2b", "a10b"),
        ("7", "7a"),
        ("IMG_0099", "img_100"),
        ("1.9", "1.10"),
        ("a", "b1"),
        ("9" * 8, "1" + "0" * 8),
        ("9" * 254, "1" + "0" * 254),
        ("a!", "a1"),
        ("a9", "a:"),
        ("a9", "ab"),
    ],
)
def test_numbers_count(before: str, after: str) -> None:
    assert natural_key(fold(before.encode())) < natural_key(fold(after.encode()))


def test_leading_zeros_do_not_count() -> None:
    assert natural_key(b"a007") == natural_key(b"a7")


@pytest.mark.parametrize(
    ("name", "folded"), [("Été.TXT", "ete.txt"), ("STRASSE", "strasse"), ("straße", "strasse"), ("ﬁn", "fin")]
)
def test_folding_drops_case_and_accents(name: str, folded: str) -> None:
    assert fold(name.encode()) == folded.encode()


def test_folding_keeps_undecodable_bytes() -> None:
    assert fold(b"A\xff\xc3") == b"a\xff\xc3"


@given(NAMES)
def test_folding_many_is_folding_each(names: list[bytes]) -> None:
    expected = {place: fold(name) for place, name in enumerate(names) if fold(name) != name}
    assert fold_names(names) == expected


@given(NAMES)
def test_labels_order_names_by_key_then_bytes(names: list[bytes]) -> None:
    keys = [natural_key(fold(name)) for name in names]
    found = (labels(*blob(keys), *blob(names)) // LABEL_GAP).tolist()
    ranks = {pair: rank for rank, pair in enumerate(sorted(set(zip(keys, names, strict=True))), 1)}
    assert found == [ranks[pair] for pair in zip(keys, names, strict=True)]
