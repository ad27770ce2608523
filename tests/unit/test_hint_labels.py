"""Labels to type: none begins another, and none is longer than it has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fbrowser.common.hint_labels import HOME_ROW, labels

LETTERS = st.integers(2, len(HOME_ROW)).map(lambda count: HOME_ROW[:count])


@given(st.integers(0, 300), LETTERS)
def test_each_is_reached_by_typing_it(count: int, letters: str) -> None:
    found = labels(count, letters)
    assert len(found) == len(set(found)) == count
    assert set("".join(found)) <= set(letters)
    assert all(found)
    assert not [(one, other) for one in found for other in found if one != other and other.startswith(one)]


@given(st.integers(1, 300), LETTERS)
def test_no_code_is_shorter(count: int, letters: str) -> None:
    """By Kraft's inequality: the letters of the best prefix-free code of so many words of equal weight."""
    found = [len(each) for each in labels(count, letters)]
    assert found == sorted(found)
    assert sum(found) == best_total(count, len(letters))


def best_total(count: int, letters: int) -> int:
    """Return what Huffman's tree needs: give the shallowest leaf children until there are enough leaves."""
    leaves = [1] * letters
    while len(leaves) < count:
        leaves.sort()
        leaves[:1] = [leaves[0] + 1] * letters
    return sum(sorted(leaves)[:count])


def test_the_first_are_single_letters() -> None:
    assert labels(3, "abc") == ["a", "b", "c"]
    assert labels(5, "abc") == ["a", "b", "ca", "cb", "cc"]
    assert labels(0) == []


@pytest.mark.parametrize("letters", ["", "a", "aa"])
def test_one_letter_is_not_enough(letters: str) -> None:
    with pytest.raises(ValueError, match="two letters"):
        labels(3, letters)
