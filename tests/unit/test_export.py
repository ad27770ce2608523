"""An export has every row, every byte of its name, and says what it rests on; or it is not there at all."""

import json
import os
from pathlib import Path

import pytest

from fbrowser.common.cancel import Cancelled, CancelToken
from fbrowser.common.errors import EnvironmentProblem
from fbrowser.models.export import write_export
from fbrowser.models.listing import Listing, Sort, list_folder_rows
from tests.helpers.snapshots import MTIME_NS, make_snapshot

COVERAGE = "index 12 s old, 1 folder unreadable"


@pytest.fixture
def listing() -> Listing:
    return list_folder_rows(make_snapshot({"sub": {}, "rep\udcffort": 7, 'a,"b"\n': 1}), 0, Sort())


def test_csv_has_the_bytes_of_the_names(listing: Listing, tmp_path: Path) -> None:
    out = tmp_path / "x.CSV"
    assert write_export(os.fsencode(out), listing, COVERAGE, CancelToken()) == 3
    assert out.read_bytes() == (
        b"# index 12 s old, 1 folder unreadable\n"
        b"path,size,mtime_ns,kind\n"
        b"/r/sub,0,%(t)d,folder\n"
        b'"/r/a,""b""\n",1,%(t)d,file\n'
        b"/r/rep\xffort,7,%(t)d,file\n" % {b"t": MTIME_NS}
    )


def test_lines_of_json_give_the_bytes_back(listing: Listing, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    write_export(os.fsencode(out), listing, COVERAGE, CancelToken())
    head, *rows = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert head == {"coverage": COVERAGE}
    assert [os.fsencode(row["path"]) for row in rows] == [b"/r/sub", b'/r/a,"b"\n', b"/r/rep\xffort"]
    assert rows[2] == {"path": "/r/rep\udcffort", "size": 7, "mtime_ns": MTIME_NS, "kind": "file"}


def test_what_is_given_up_leaves_what_was_there(listing: Listing, tmp_path: Path) -> None:
    out = tmp_path / "x.csv"
    out.write_text("before")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        write_export(os.fsencode(out), listing, COVERAGE, token)
    assert out.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["x.csv"]


def test_a_place_that_cannot_be_written_is_explained(listing: Listing, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no longer there"):
        write_export(os.fsencode(tmp_path / "missing" / "x.csv"), listing, COVERAGE, CancelToken())
    (tmp_path / "folder").mkdir()
    with pytest.raises(EnvironmentProblem, match="could not be written"):
        write_export(os.fsencode(tmp_path / "folder"), listing, COVERAGE, CancelToken())
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]
