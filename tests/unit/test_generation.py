"""A generation file is read back whole or refused: no truncation and no flipped bit is accepted."""

import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fbrowser.index.generation import ALIGN, Corrupt, check_bounds, decode, encode, load, map_file
from fbrowser.index.snapshot import COLUMNS, Snapshot, Unreadable
from tests.helpers.trees import crawl, grow, shown

TREE = {"Étage": {"a": 1, "B": {"deep": 3}}, "empty": {}, "10": 10, "9": 9, "link": "9"}


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    with tempfile.TemporaryDirectory() as folder:
        found = crawl(grow(Path(folder) / "r", TREE))
        yield replace(found, unreadable=(Unreadable(0, "permission denied"),), generation=7, one_file_system=True)


@pytest.fixture(scope="module")
def data(snapshot: Snapshot) -> bytes:
    return b"".join(encode(snapshot))


def test_is_read_back_the_same(snapshot: Snapshot, data: bytes) -> None:
    again = decode(memoryview(data), verify=True)
    check_bounds(again)
    assert shown(again) == shown(snapshot)
    assert (again.root, again.generation, again.unreadable) == (snapshot.root, 7, snapshot.unreadable)
    assert (again.total, again.largest_in(0)) == (snapshot.total, snapshot.largest_in(0)) == (24, 10)
    assert again.reason(0) == "permission denied"
    assert again.reason(1) is None
    assert again.one_file_system


def test_columns_are_aligned_and_read_only(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "gen-7").write_bytes(data)
    with (tmp_path / "gen-7").open("rb") as file:
        for snapshot in (load(file.fileno()), map_file(file.fileno())):
            column = snapshot.column("size")
            assert column.ctypes.data % 8 == 0
            assert not column.flags.writeable
    assert ALIGN % 16 == 0


def test_no_truncation_is_accepted(data: bytes) -> None:
    for length in range(len(data)):
        with pytest.raises(Corrupt):
            decode(memoryview(data[:length]), verify=True)
        if length > 128:  # without the checksum, too: lengths are exact
            with pytest.raises(Corrupt):
                decode(memoryview(data[:length]), verify=False)


def test_no_flipped_bit_is_accepted(data: bytes) -> None:
    chance = random.Random(2)
    for _ in range(20_000):
        bit = chance.randrange(len(data) * 8)
        damaged = bytearray(data)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Corrupt):
            decode(memoryview(damaged), verify=True)


def test_nothing_may_follow(data: bytes) -> None:
    with pytest.raises(Corrupt):
        decode(memoryview(data + b"\0"), verify=True)


@pytest.mark.parametrize(
    ("column", "row", "value"),
    [
        ("parent", 3, 2**31 - 1),
        ("parent", 0, 5),
        ("name_start", 2, 2**32 - 1),
        ("name_start", 2, 0),
        ("folded_start", 1, 0),
        ("folded_row", 0, -5),
        ("folder_row", 1, 2**31 - 1),
        ("folder_first", 1, 2**32 - 1),
        ("folder_end", 1, 2**32 - 1),
        ("folder_count", 1, 2**32 - 1),
    ],
)
def test_rows_that_point_outside_are_found(snapshot: Snapshot, column: str, row: int, value: int) -> None:
    harmed = np.array(snapshot.column(column))
    harmed[row] = value
    with pytest.raises(Corrupt):
        check_bounds(replace(snapshot, columns={**snapshot.columns, column: harmed.data}))


def test_every_column_is_in_the_file(snapshot: Snapshot) -> None:
    assert set(snapshot.columns) == set(COLUMNS)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gen-1").touch()
    fd = os.open(tmp_path / "gen-1", os.O_RDONLY)
    try:
        for read in (load, map_file):
            with pytest.raises(Corrupt):
                read(fd)
    finally:
        os.close(fd)
