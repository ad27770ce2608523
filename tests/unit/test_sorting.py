"""Names sort naturally, then by their bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.index.blob import Blob
from fbrowser.index.name_pool import NamePool, natural_keys
from fbrowser.index.sorting import fold, fold_names, name_key, natural_key

NAMES = st.lists(
    st.one_of(
        st.binary(min_size=1, max_size=24).map(lambda name: name.replace(b"\0", b"0")),
        st.text("aAbé\u0301ß0129. ", min_size=1, max_size=24).map(str.encode),
    ),
    max_size=40,
)


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
def test_folding_and_keying_many_is_doing_it_to_each(names: list[bytes]) -> None:
    if names:
        assert fold_names(names) == [fold(name) for name in names]
        assert natural_keys(b"\0".join(names)).split(b"\0") == [natural_key(name) for name in names]


@given(st.text("0019a\0", max_size=40).map(str.encode))
def test_leading_zeros_and_long_numbers_are_keyed_alike(names: bytes) -> None:
    assert natural_keys(names) == natural_key(names)


@given(st.lists(NAMES, max_size=4))
def test_names_are_numbered_once_and_ordered_by_key_then_bytes(batches: list[list[bytes]]) -> None:
    pool = NamePool()
    number = [each for batch in batches for each in pool.add(b"".join(name + b"\0" for name in batch))]
    names = [name for batch in batches for name in batch]
    different = list(dict.fromkeys(names))
    assert [different[each] for each in number] == names
    assert items(pool.blob()) == different
    folded_number, folded = pool.folded()
    expected = {place: fold(name) for place, name in enumerate(different) if fold(name) != name.lower()}
    assert dict(zip(folded_number.tolist(), items(folded), strict=True)) == expected
    by_key = sorted(different, key=name_key)
    assert [different[each] for each in pool.in_order().tolist()] == by_key


@given(NAMES, st.lists(st.integers(0, 39)))
def test_a_blob_gives_its_items_in_any_order(names: list[bytes], places: list[int]) -> None:
    places = [place for place in places if place < len(names)]
    blob = Blob.of(b"".join(name + b"\0" for name in names))
    assert items(blob.take(np.array(places, dtype=np.int32))) == [names[place] for place in places]


def items(blob: Blob) -> list[bytes]:
    ends = [*zip(blob.start[:-1].tolist(), blob.start[1:].tolist(), strict=True)]
    return [bytes(blob.items[start:end])[:-1] for start, end in ends]
