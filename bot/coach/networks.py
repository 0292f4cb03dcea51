"""What the spread of contacts over the networks may mean. It looks at kinds of people, never at a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from storage.records import Network

NETWORKS: tuple[Network, ...] = get_args(Network)
Balance = Literal[
    "nobody",
    "unsorted",
    "no strategic",
    "no personal",
    "no operational",
    "mostly operational",
    "mostly personal",
    "mostly strategic",
    "mixed",
]
_MOSTLY: dict[Network, Balance] = {
    "operational": "mostly operational",
    "personal": "mostly personal",
    "strategic": "mostly strategic",
}
# The strategic network is the one that most people lack, the operational one comes by itself.
_MISSED_FIRST: tuple[tuple[Network, Balance], ...] = (
    ("strategic", "no strategic"),
    ("personal", "no personal"),
    ("operational", "no operational"),
)


def balance(counts: Mapping[Network | None, int]) -> Balance:
    """The one thing worth saying about the counts; None counts those whom nobody sorted yet."""
    in_networks = {network: counts.get(network, 0) for network in NETWORKS}
    in_any, unsorted = sum(in_networks.values()), counts.get(None, 0)
    if not in_any and not unsorted:
        return "nobody"
    if unsorted > in_any:
        return "unsorted"
    for network, lacking in _MISSED_FIRST:
        if not in_networks[network]:
            return lacking
    largest = max(NETWORKS, key=lambda network: in_networks[network])
    return _MOSTLY[largest] if in_networks[largest] * 3 > in_any * 2 else "mixed"
