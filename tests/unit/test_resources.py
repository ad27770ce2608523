"""fbrowser.common.resources finds what ships with the program."""

import pytest

from fbrowser.common import resources


def test_finds_the_app_icon() -> None:
    assert resources.path("icons/fbrowser.svg").read_text().startswith("<svg")


def test_says_what_is_missing() -> None:
    with pytest.raises(FileNotFoundError, match=r"'icons/none\.svg' is missing"):
        resources.path("icons/none.svg")


@pytest.mark.parametrize("kind", ["actions", "types"])
def test_copied_icons_come_with_their_licence(kind: str) -> None:
    assert "Permission is hereby granted" in resources.path(f"icons/{kind}/LICENSE").read_text()
