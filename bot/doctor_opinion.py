"""The doctor looks at the second opinion: whether what is practised goes anywhere, and who answers there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.doctor_findings import Finding
from bot.second_opinion import Adviser, NoReplyError
from bot.settings import Settings

LIVE_SECONDS = 8
NEARBY = ("127.0.0.1", "::1", "localhost")


def look_at_opinion(settings: Settings) -> Iterable[Finding]:
    """Whether it is on, from the settings alone."""
    if not (settings.llm_url and settings.llm_model):
        yield Finding("good", "Second opinion: off; what is practised goes to no model.")
        return
    parts = urlsplit(settings.llm_url)
    what = f"a copy of what is practised goes to {parts.netloc}, for {settings.llm_model}"
    yield Finding("good", f"Second opinion: on; {what}.")
    if parts.scheme == "http" and parts.hostname not in NEARBY:
        advice = "Use an address that begins with https://, unless the way there is your own."
        yield Finding("warning", "Second opinion: KITH_LLM_URL is not encrypted, and texts go there.", advice)


async def ask_opinion(settings: Settings) -> list[Finding]:
    """Whether the endpoint answers and has the model. Sends no text; never raises."""
    if not (settings.llm_url and settings.llm_model):
        return []
    adviser = Adviser(settings.llm_url, settings.llm_key, settings.llm_model)
    try:
        async with asyncio.timeout(LIVE_SECONDS):
            names = await adviser.models()
    except (NoReplyError, TimeoutError) as error:
        why = str(error) or f"nothing within {LIVE_SECONDS} seconds"
        advice = (
            "Check KITH_LLM_URL and KITH_LLM_KEY. Kith works without: its own opinion always comes first."
        )
        return [Finding("warning", f"Second opinion: no list of models at {adviser.host} ({why}).", advice)]
    finally:
        await adviser.close()
    if settings.llm_model in names:
        return [Finding("good", f"Second opinion: {adviser.host} answers, and has {settings.llm_model}.")]
    advice = "Give KITH_LLM_MODEL as the endpoint lists it."
    what = f"Second opinion: {adviser.host} answers, and lists no {settings.llm_model}."
    return [Finding("warning", what, advice)]
