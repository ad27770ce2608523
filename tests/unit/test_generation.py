"""A generation file is read back whole or refused: no truncation and no flipped bit is accepted."""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.index.generation import ALIGN, Corrupt, check_bounds, decode, encode, load, map_file
from fbrowser.index.snapshot import COLUMNS, Snapshot, Unreadable
from tests.helpers.trees import crawl, grow, shown

TREE = {"Étage": {"a": 1, "B": {"deep": 3}}, "empty": {}, "10": 10, "9": 9, "link": "9"}


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    with tempfile.TemporaryDirectory() as folder:
        found = crawl(grow(Path(folder) / "r", TREE))
        known = {"one_file_system": True, "left_out": ("a\u00e9", "b"), "left_out_folders": 3}
        yield replace(found, unreadable=(Unreadable(0, "permission denied"),), generation=7, **known)


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
    assert (again.left_out, again.left_out_folders) == (("a\u00e9", "b"), 3)


def test_one_that_knows_of_no_list_left_nothing_out(data: bytes) -> None:
    older = data.replace(b'"left_out', b'"unknown_')
    assert older != data
    again = decode(memoryview(older), verify=False)
    assert (again.left_out, again.left_out_folders) == ((), 0)


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
        ("folded_name", 0, -5),
        ("name", 1, -1),
        ("name", 1, 2**31 - 1),
        ("folder_row", 1, 2**31 - 1),
        ("folder_first", 1, 2**32 - 1),
        ("folder_first", 2, 0),
        ("folder_end", 1, 2**32 - 1),
        ("folder_count", 1, 2**32 - 1),
    ],
)
def test_rows_that_point_outside_are_found(snapshot: Snapshot, column: str, row: int, value: int) -> None:
    with pytest.raises(Corrupt):
        check_bounds(harmed(snapshot, column, row, value))


def harmed(snapshot: Snapshot, column: str, row: int, value: int) -> Snapshot:
    """Return a snapshot with one cell changed."""
    cells = np.array(snapshot.column(column))
    cells[row] = value
    return replace(snapshot, columns={**snapshot.columns, column: cells.data})


@pytest.mark.parametrize("read", [load, map_file])
def test_a_file_with_a_right_checksum_and_wrong_rows_is_refused(
    snapshot: Snapshot, tmp_path: Path, read: Callable[[int], Snapshot]
) -> None:
    (tmp_path / "gen-7").write_bytes(b"".join(encode(harmed(snapshot, "parent", 0, 0))))
    with (tmp_path / "gen-7").open("rb") as file, pytest.raises(Corrupt):
        read(file.fileno())


def test_a_path_that_would_not_end_is_a_damaged_index(snapshot: Snapshot) -> None:
    endless = harmed(snapshot, "parent", 0, 0)
    with pytest.raises(EnvironmentProblem, match="damaged"):
        endless.path(0)
    with pytest.raises(EnvironmentProblem, match="damaged"):
        harmed(snapshot, "parent", 1, 2).path(1)


def test_reading_does_not_import_numpy_before_a_window_has(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "gen-7").write_bytes(data)
    code = (
        "import sys, types; sys.modules['PySide6'] = types.ModuleType('PySide6')\n"
        "from fbrowser.index.generation import load, map_file\n"
        "with open(sys.argv[1], 'rb') as file: load(file.fileno()); map_file(file.fileno())\n"
        "assert 'numpy' not in sys.modules\n"
        "del sys.modules['PySide6']\n"
        "with open(sys.argv[1], 'rb') as file: load(file.fileno())\n"
        "assert 'numpy' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "gen-7"], check=True)


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
