"""How long a message waits before it is tried, or looked for, again. Pure."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

# After the first try, the second, ...: with the fifth, which has no wait behind it, a message is parked. The
# fourth comes after an hour and more, and still within the two hours after which a nudge would be too late.
RETRY_WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=70), timedelta(hours=5))
MOST_TRIES = len(RETRY_WAITS) + 1
LONGEST = timedelta(hours=6)
# Where the conversation cannot be read, the answer that did not come may still come.
BLIND_WAIT = timedelta(minutes=10)
# By how much a wait may be shorter or longer: what failed together is not tried again all at once.
JITTER = 0.2


def next_wait(message_id: str, tries: int) -> timedelta | None:
    """The wait after so many tries, the same for one message and try; None when it is to be parked."""
    if tries >= MOST_TRIES:
        return None
    return min(jittered(RETRY_WAITS[tries - 1], f"{message_id} {tries}"), LONGEST)


def jittered(wait: timedelta, seed: str) -> timedelta:
    """The wait, longer or shorter by up to 20 %, as a hash of the seed has it."""
    part = int.from_bytes(sha256(seed.encode()).digest()[:4]) / 0xFFFFFFFF
    return wait * (1 + JITTER * (2 * part - 1))
