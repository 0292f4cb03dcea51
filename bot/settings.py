"""The only reader of the environment. Fails loudly, with a hint."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.log_lines import JsonLines


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line that says which, and what to do."""


# Nothing real holds these; in a token or secret none of the words stands alone, nor does a piece of x alone.
PLACEHOLDER_MARKS = re.compile(r"\.\.\.|…|<[^<>]*>")
PLACEHOLDER_WORDS = re.compile(
    r"(?i)(?<![a-z])(your|todo|placeholder|change[_-]?me|replace[_-]?me|insert|x{3,})(?![a-z])"
)
HTTP_PORT = 3000
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _placeholder(name: str) -> SettingsError:
    return SettingsError(f"{name} still holds a placeholder: put the real value there.")


def _token(prefix: str, where: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if PLACEHOLDER_WORDS.search(value):
            raise _placeholder(name)
        rest = value.removeprefix(prefix)
        if rest == value:
            raise SettingsError(f"{name} should begin with {prefix}: copy it from {where}.")
        if len(rest) < 4 or not re.fullmatch(r"[A-Za-z0-9-]+", rest):
            raise SettingsError(f"{name} is no whole token: copy it anew from {where}.")
        return value

    return read


# No error repeats the value: it may be a token that was put behind the wrong name.
def _secret(name: str, value: str) -> str:
    if PLACEHOLDER_WORDS.search(value):
        raise _placeholder(name)
    if len(value) < 8 or not value.isascii() or " " in value:
        raise SettingsError(f"{name} is not a signing secret: copy it from Basic Information.")
    return value


def _port(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal()) or int(value) > 65535:
        raise SettingsError(f"{name} is not a port number: give one, for example 3000.")
    return int(value)


def _address(name: str, value: str) -> str:
    if not _is_whole(value):
        raise SettingsError(f"{name} is not an address: give one such as https://slack.com/api/.")
    return value.rstrip("/") + "/"


def _is_whole(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _endpoint(name: str, value: str) -> str:
    """An address as `_address`, but it is shown to members: so it may hold no secret, and nothing odd."""
    is_plain = value.isascii() and value.isprintable() and not re.search(r"[\s@?#\\]", value)
    if not is_plain or not _is_whole(value):
        example = "https://llm.example.com/v1 or http://127.0.0.1:11434"
        raise SettingsError(f"{name} is not an address: give one such as {example}, with nothing else in it.")
    return value.rstrip("/").removesuffix("/chat/completions")


def _key(name: str, value: str) -> str:
    """A key goes into a header: what is not plain would break out of it."""
    if PLACEHOLDER_WORDS.search(value):
        raise _placeholder(name)
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name} is no key: copy it anew, or leave it out where none is asked for.")
    return value


def _model(name: str, value: str) -> str:
    if not re.fullmatch(r"[\w.:/@+-]{1,100}", value):
        raise SettingsError(f"{name} is not the name of a model: give it as the endpoint calls it.")
    return value


def _database_url(name: str, value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        known = "sqlite:/// or postgresql+psycopg://"
        raise SettingsError(
            f"{name} is of no kind that Kith knows: begin it with {known}, as sqlite:///kith.db."
        )
    return value


def _level(name: str, value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise SettingsError(f"{name} is no level: give one of {', '.join(LOG_LEVELS)}.")
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
    Variable(
        "PORT",
        _port,
        None,
        "the port of HTTP mode (unset: 3000); in Socket Mode, when set, of the pages for tools",
    ),
    Variable("KITH_CLOCK_FILE", _path, None, "a file with an offset in seconds, for demo and tests only"),
    Variable("KITH_LOG", _level, "INFO", "how much is logged: DEBUG, INFO, WARNING or ERROR"),
    Variable(
        "KITH_LLM_URL",
        _endpoint,
        None,
        "an OpenAI-compatible endpoint for a second opinion; what is practised is sent there (unset: off)",
    ),
    Variable("KITH_LLM_KEY", _key, None, "its key; not needed where it asks for none"),
    Variable("KITH_LLM_MODEL", _model, None, "the model that it is to use: needed with KITH_LLM_URL"),
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
    port: int | None
    clock_file: Path | None
    log: str
    llm_url: str | None = None
    llm_key: str | None = field(default=None, repr=False)
    llm_model: str | None = None

    @property
    def is_socket_mode(self) -> bool:
        """Socket Mode is chosen by the presence of an app token."""
        return self.app_token is not None

    @property
    def http_port(self) -> int:
        """The port that HTTP mode listens on."""
        return HTTP_PORT if self.port is None else self.port

    @property
    def is_loopback(self) -> bool:
        """Whether Slack's address is on this very machine, as in demo and tests."""
        return urlsplit(self.api_url).hostname in ("127.0.0.1", "::1", "localhost")


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    raw = environ.get(variable.name, "").strip()
    if not raw:
        return variable.default
    if PLACEHOLDER_MARKS.search(raw):
        raise _placeholder(variable.name)
    return variable.read(variable.name, raw)


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting; raises SettingsError on the first that is wrong."""
    loaded, errors = look(environ)
    if errors:
        raise errors[0]
    return loaded


def look(environ: Mapping[str, str] | None = None) -> tuple[Settings, list[SettingsError]]:
    """Read every setting, with its default in the place of what is wrong, and say everything that is."""
    source = os.environ if environ is None else environ
    values, errors = [], []
    for variable in VARIABLES:
        try:
            values.append(_value(variable, source))
        except SettingsError as error:
            values.append(variable.default)
            errors.append(error)
    found = Settings(**dict(zip((f.name for f in fields(Settings)), values, strict=True)))
    if half := _half_set(source):
        return replace(found, llm_url=None, llm_key=None, llm_model=None), [*errors, half]
    return found, errors


def _half_set(source: Mapping[str, str]) -> SettingsError | None:
    """A second opinion needs both: nobody should believe it on, or off, when it is not."""
    names = ("KITH_LLM_URL", "KITH_LLM_MODEL", "KITH_LLM_KEY")
    given = [name for name in names if source.get(name, "").strip()]
    missing = [name for name in names[:2] if name not in given]
    if not given or not missing:
        return None
    both = "set KITH_LLM_URL and KITH_LLM_MODEL for a second opinion, or none of them"
    return SettingsError(f"{missing[0]} is not set, but {given[0]} is: {both}.")


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


def leave_proxies() -> None:
    """Forget the proxies of the environment: Slack's SDK would ask them for this very machine, too."""
    for name in ("http_proxy", "https_proxy"):
        os.environ.pop(name, None)
        os.environ.pop(name.upper(), None)


def keep_arithmetic_on_one_core() -> None:
    """To be called before numpy is imported; what the environment says itself holds.

    Its threads wait for each other busily: beside other work, a text took ten times as long on two cores.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def surroundings() -> dict[str, str]:
    """The environment as it is, for a program that we start and that is not ours."""
    return dict(os.environ)


def is_plain_terminal() -> bool:
    """Whether colours and other escape codes are not wanted (https://no-color.org) or not known."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def set_up_logging(level: str) -> None:
    """Log our own lines from `level` on, one JSON object a line on standard error.

    Libraries print tokens and texts below WARNING: they stay there.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler])
    for name in ("bot", "storage"):
        logging.getLogger(name).setLevel(level)
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "apscheduler", "asyncio", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A beat logs its own failures; what is left is that one was cut short at the end of the process.
    logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)
