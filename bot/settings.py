"""The only reader of the environment. Fails loudly, with a hint."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line that says which, and what to do."""


PLACEHOLDERS = ("...", "<", "your-", "your_", "changeme", "change-me", "xxx", "placeholder", "todo")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _token(prefix: str, where: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if not value.startswith(prefix) or len(value) < len(prefix) + 4:
            raise SettingsError(f"{name} should begin with {prefix}: copy it from {where}.")
        return value

    return read


def _secret(name: str, value: str) -> str:
    if len(value) < 8 or not value.isascii() or " " in value:
        raise SettingsError(f"{name} is not a signing secret: copy it from Basic Information.")
    return value


def _port(name: str, value: str) -> int:
    if not value.isdecimal() or not 0 <= int(value) <= 65535:
        raise SettingsError(f"{name} is {value!r}: give a port number, for example 3000.")
    return int(value)


def _address(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(f"{name} is {value!r}: give an address such as https://slack.com/api/.")
    return value.rstrip("/") + "/"


def _database_url(name: str, value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise SettingsError(
            f"{name} should begin with sqlite:/// or postgresql+psycopg://, for example sqlite:///kith.db."
        )
    return value


def _level(name: str, value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise SettingsError(f"{name} is {value!r}: give one of {', '.join(LOG_LEVELS)}.")
    return value.upper()


def _text(_name: str, value: str) -> str:
    return value


def _path(_name: str, value: str) -> Path:
    return Path(value)


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, how it is read, its default, and what it is for."""

    name: str
    read: Callable[[str, str], Any]
    default: Any
    purpose: str


# The order of these is the order of the fields of Settings, and of the table in the README.
VARIABLES = (
    Variable("KITH_DATABASE_URL", _database_url, "sqlite:///kith.db", "where Kith keeps everything"),
    Variable("SLACK_BOT_TOKEN", _token("xoxb-", "OAuth & Permissions"), None, "the bot's token: needed"),
    Variable("SLACK_APP_TOKEN", _token("xapp-", "Basic Information"), None, "set: Socket Mode; unset: HTTP"),
    Variable("SLACK_SIGNING_SECRET", _secret, None, "needed for HTTP: proves that a request is Slack's"),
    Variable("SLACK_API_URL", _address, "https://slack.com/api/", "where Slack's Web API is"),
    Variable("KITH_HOST", _text, "127.0.0.1", "the address that HTTP mode listens on"),
    Variable("PORT", _port, 3000, "the port that HTTP mode listens on"),
    Variable("KITH_CLOCK_FILE", _path, None, "a file with an offset in seconds, for demo and tests only"),
    Variable("KITH_LOG", _level, "INFO", "how much is logged: DEBUG, INFO, WARNING or ERROR"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment said, read and checked."""

    database_url: str
    bot_token: str | None
    app_token: str | None
    signing_secret: str | None
    api_url: str
    host: str
    port: int
    clock_file: Path | None
    log: str

    @property
    def is_socket_mode(self) -> bool:
        """Socket Mode is chosen by the presence of an app token."""
        return self.app_token is not None


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    raw = environ.get(variable.name, "").strip()
    if not raw:
        return variable.default
    if any(raw.lower().startswith(mark) or raw.lower().endswith(mark) for mark in PLACEHOLDERS):
        raise SettingsError(f"{variable.name} still holds a placeholder: put the real value there.")
    return variable.read(variable.name, raw)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting; raises SettingsError on the first that is wrong."""
    source = os.environ if environ is None else environ
    values = (_value(variable, source) for variable in VARIABLES)
    return Settings(**dict(zip((f.name for f in fields(Settings)), values, strict=True)))


def require_token(settings: Settings) -> None:
    """Raise SettingsError unless there is what is needed to write to Slack."""
    if settings.bot_token is None:
        raise SettingsError("SLACK_BOT_TOKEN is not set: copy the token (xoxb-...) from OAuth & Permissions.")


def require_slack(settings: Settings) -> None:
    """Raise SettingsError unless there is what is needed to write to Slack and to be reached by it."""
    require_token(settings)
    if not settings.is_socket_mode and settings.signing_secret is None:
        raise SettingsError(
            "Set SLACK_APP_TOKEN (xapp-..., for Socket Mode) or SLACK_SIGNING_SECRET (for HTTP): "
            "one of them is needed."
        )


def set_up_logging(level: str) -> None:
    """Log a line an event. Slack's libraries print tokens and texts below WARNING: they stay there."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "asyncio", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
