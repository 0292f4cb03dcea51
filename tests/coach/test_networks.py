"""What the counts of the three networks may mean."""

from __future__ import annotations

import pytest

from bot.coach.networks import Balance, balance

# (operational, personal, strategic, not sorted) -> what is said
READ: dict[tuple[int, int, int, int], Balance] = {
    (0, 0, 0, 0): "nobody",
    (0, 0, 0, 1): "unsorted",
    (2, 1, 1, 5): "unsorted",
    (5, 3, 0, 0): "no strategic",
    (5, 0, 0, 5): "no strategic",
    (5, 0, 2, 0): "no personal",
    (0, 4, 2, 0): "no operational",
    (8, 2, 1, 0): "mostly operational",
    (1, 9, 1, 0): "mostly personal",
    (1, 1, 9, 2): "mostly strategic",
    (4, 3, 2, 0): "mixed",
    (4, 1, 1, 0): "mixed",
}


@pytest.mark.parametrize("counts", READ)
def test_the_counts_are_read(counts: tuple[int, int, int, int]) -> None:
    operational, personal, strategic, unsorted = counts
    by_network = {
        "operational": operational,
        "personal": personal,
        "strategic": strategic,
        None: unsorted,
    }
    assert balance(by_network) == READ[counts]  # type: ignore[arg-type]


def test_a_network_without_a_count_is_empty() -> None:
    assert balance({}) == "nobody"
