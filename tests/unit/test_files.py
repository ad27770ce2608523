"""A file of ours is there whole, or as it was before."""

import os
from pathlib import Path

import pytest

from fbrowser.common.files import replacing


def test_what_was_there_is_replaced_at_the_end_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    with replacing(os.fsencode(path)) as file:
        file.write(b"new")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail() -> None:
        with replacing(os.fsencode(path)) as file:
            file.write(b"new")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is ours
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_leftover_of_the_same_name_is_no_hindrance_and_a_link_is_not_followed(tmp_path: Path) -> None:
    victim, path, temporary = tmp_path / "victim", tmp_path / "a", tmp_path / "tmp"
    victim.write_text("mine")
    temporary.symlink_to(victim)
    with replacing(os.fsencode(path), temporary=os.fsencode(temporary), durable=True) as file:
        file.write(b"new")
    assert (victim.read_text(), path.read_text()) == ("mine", "new")
    assert sorted(tmp_path.iterdir()) == [path, victim]


def test_a_folder_that_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(os.fsencode(tmp_path / "missing" / "a")):
        pass
