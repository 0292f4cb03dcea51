"""The switches for trouble: what goes wrong on order, until it is switched off again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.local_slack.faults import DELIVERIES, Fault, Faults

RETRY_AFTER = 10
SLOW_SECONDS = 3.0
LIMITED = ("chat.postMessage", "chat.update", "views.publish")
# Marks the faults that the page ordered: those of others are not for it to take back.
BY = "page: "


@dataclass(frozen=True)
class Switch:
    """`what` it does and what to `watch`, one line each; `{app}` stands for the app's name.

    Without `orders` it is no switch but a press.
    """

    name: str
    what: str
    watch: str
    orders: tuple[Fault, ...] = ()

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True)
class SwitchState:
    """A switch as it stands; `struck` is how often it came since it was switched on."""

    switch: Switch
    is_on: bool
    struck: int


DISCONNECT = Switch(
    "Disconnect",
    "Slack ends the Socket Mode connection, as it does now and then.",
    "{app} connects again by itself; what is done in the meantime waits for it.",
)
SWITCHES = (
    Switch(
        "429",
        f"Slack refuses {', '.join(LIMITED)}: too many, come back in {RETRY_AFTER} s.",
        "{app} waits and tries again; nothing is lost, nothing comes twice.",
        tuple(Fault(name, "ratelimited", times=None, retry_after=RETRY_AFTER) for name in LIMITED),
    ),
    Switch(
        "Lost reply",
        "Slack takes each chat.postMessage, and the connection breaks before the answer.",
        "{app} looks in the conversation, after a minute, before it sends again: one message, not two.",
        (Fault("chat.postMessage", "reset_after", times=None),),
    ),
    DISCONNECT,
    Switch(
        "Repeated event",
        "Slack delivers each event twice.",
        "{app} does the work once.",
        (Fault("events_api", "duplicate", times=None),),
    ),
    Switch(
        "Slow ack",
        f"Slack sees each answer after {SLOW_SECONDS:g} s only, and counts it as none.",
        "People read that {app} did not respond in time; what {app} posted stands, and events come again.",
        tuple(Fault(kind, "late_ack", times=None, seconds=SLOW_SECONDS) for kind in DELIVERIES),
    ),
)
BY_SLUG = {switch.slug: switch for switch in SWITCHES}


def ordered(faults: Faults, switch: Switch) -> list[Fault]:
    """The faults that this switch has in force."""
    return [fault for fault in faults.pending() if fault.by == BY + switch.slug]


def states(faults: Faults) -> list[SwitchState]:
    """How all of them stand."""
    found = [(switch, ordered(faults, switch)) for switch in SWITCHES]
    return [SwitchState(switch, bool(own), sum(fault.struck for fault in own)) for switch, own in found]


def switch_on(faults: Faults, switch: Switch) -> None:
    """Orders its faults; one that is on already keeps its count."""
    if not ordered(faults, switch):
        for order in switch.orders:
            faults.add(replace(order, by=BY + switch.slug))


def switch_off(faults: Faults, *switches: Switch) -> None:
    """Takes back what these switches ordered, and nothing else."""
    for switch in switches:
        for fault in ordered(faults, switch):
            faults.remove(fault)
