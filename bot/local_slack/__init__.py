"""A strict Slack on 127.0.0.1, for the demo and the tests; it knows nothing of the bot that talks to it."""

from bot.local_slack.acks import Ack
from bot.local_slack.clock import VirtualClock
from bot.local_slack.faults import Fault
from bot.local_slack.ledger import CallRecord, LedgerEntry, Violation
from bot.local_slack.manifest import ManifestError
from bot.local_slack.person import Person
from bot.local_slack.person_forms import SubmitResult
from bot.local_slack.sample_people import SAMPLE_CHANNELS, SAMPLE_PEOPLE, SampleChannel, SamplePerson
from bot.local_slack.server import LocalSlack
from bot.local_slack.thread import LocalSlackThread

__all__ = [
    "SAMPLE_CHANNELS",
    "SAMPLE_PEOPLE",
    "Ack",
    "CallRecord",
    "Fault",
    "LedgerEntry",
    "LocalSlack",
    "LocalSlackThread",
    "ManifestError",
    "Person",
    "SampleChannel",
    "SamplePerson",
    "SubmitResult",
    "Violation",
    "VirtualClock",
]
