"""The made-up people and channels of the local workspace, all marked as samples."""

from __future__ import annotations

from dataclasses import dataclass

TEAM = "kith-samples"
OTHER_TEAM = "harbour-samples"


@dataclass(frozen=True)
class SamplePerson:
    """A made-up person: `handle` is the name to type, `tz` an IANA zone, `team` their workspace."""

    handle: str
    real_name: str
    tz: str
    team: str = TEAM
    is_restricted: bool = False


@dataclass(frozen=True)
class SampleChannel:
    """A channel and who is in it (handles); `app_is_in` tells whether the app was invited."""

    name: str
    members: tuple[str, ...]
    app_is_in: bool = False
    is_private: bool = False
    is_ext_shared: bool = False


SAMPLE_PEOPLE = (
    SamplePerson("alice", "Alice Moreira (sample)", "Europe/Lisbon"),
    SamplePerson("bob", "Bob Castellan (sample)", "America/New_York"),
    SamplePerson("priya", "Priya Sengupta (sample)", "Asia/Kolkata"),
    SamplePerson("tama", "Tama Parata (sample)", "Pacific/Auckland"),
    SamplePerson("ines", "Ines Falcao (sample)", "Europe/Lisbon"),
    SamplePerson("charlie", "Charlie Renner (sample)", "Europe/Berlin", team=OTHER_TEAM),
)

EVERYONE = ("alice", "bob", "priya", "tama", "ines")

SAMPLE_CHANNELS = (
    SampleChannel("general", EVERYONE),
    SampleChannel("growth", EVERYONE),
    SampleChannel("partners", ("alice", "bob", "charlie"), app_is_in=True, is_ext_shared=True),
)
