"""The environment is read in one place, loudly; its table stands in the README; logs hold no secrets."""

from __future__ import annotations

import ast
import logging
import os
import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot import settings
from bot.settings import VARIABLES, Settings, SettingsError, load, look

ROOT = Path(__file__).parents[2]
TOKEN = "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy"
APP_TOKEN = "xapp-1-A0B1C2D3-4567-89abcdef"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
GOOD = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SECRET}


def test_arithmetic_keeps_to_one_core_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    settings.keep_arithmetic_on_one_core()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    settings.keep_arithmetic_on_one_core()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"


def test_without_any_variable_every_default_is_in_force() -> None:
    assert load({}) == Settings(*(variable.default for variable in VARIABLES))


def test_every_variable_is_read() -> None:
    given = {
        **GOOD,
        "KITH_DATABASE_URL": "postgresql+psycopg://kith:pw@localhost/kith",
        "SLACK_API_URL": "http://127.0.0.1:4000/api",
        "KITH_HOST": "::1",
        "PORT": "8080",
        "KITH_CLOCK_FILE": "clock/file",
        "KITH_LOG": "debug",
        "KITH_LLM_URL": "http://127.0.0.1:11434/v1/",
        "KITH_LLM_KEY": "none",
        "KITH_LLM_MODEL": "some/model:8b",
    }
    read = load(given)
    assert set(given) == {variable.name for variable in VARIABLES}
    assert (read.bot_token, read.app_token, read.signing_secret) == (TOKEN, APP_TOKEN, SECRET)
    assert (read.database_url, read.api_url) == (given["KITH_DATABASE_URL"], "http://127.0.0.1:4000/api/")
    assert (read.host, read.port, read.clock_file, read.log) == ("::1", 8080, Path("clock/file"), "DEBUG")
    assert read.is_socket_mode and read.is_loopback
    llm = (read.llm_url, read.llm_key, read.llm_model)
    assert llm == ("http://127.0.0.1:11434/v1", "none", "some/model:8b")


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert load({variable.name: "  " for variable in VARIABLES}) == load({})


WRONG = [
    ("KITH_DATABASE_URL", "mysql://root:hunter2hunter2@localhost/x"),
    ("KITH_DATABASE_URL", "kith.sqlite"),
    ("KITH_DATABASE_URL", "postgresql+psycopg://kith:<password>@localhost/kith"),
    ("SLACK_BOT_TOKEN", APP_TOKEN),
    ("SLACK_BOT_TOKEN", "xoxb-1"),
    ("SLACK_BOT_TOKEN", f"{TOKEN} {TOKEN}"),
    ("SLACK_BOT_TOKEN", f"“{TOKEN}”"),
    ("SLACK_BOT_TOKEN", "xoxb-${TOKEN}"),
    ("SLACK_APP_TOKEN", TOKEN),
    ("SLACK_SIGNING_SECRET", "short"),
    ("SLACK_SIGNING_SECRET", "ünïcödé-secret"),
    ("SLACK_API_URL", TOKEN),
    ("SLACK_API_URL", "slack.example/api"),
    ("SLACK_API_URL", "https:///api"),
    ("SLACK_API_URL", "http://[::1"),
    ("SLACK_API_URL", "https://slack.com:port/api"),
    ("PORT", TOKEN),
    ("PORT", "65536"),
    ("PORT", "-1"),
    ("PORT", "٣"),
    ("KITH_LOG", SECRET),
    ("KITH_LLM_URL", "llm.example.org"),
    ("KITH_LLM_URL", "https://somebody:hunter2@llm.example.com/v1"),
    ("KITH_LLM_URL", "https://llm.example.com/v1?key=hunter2"),
    ("KITH_LLM_URL", "https://llm.éxample.com/v1"),
    ("KITH_LLM_KEY", "hunter2\r\nX-Other: 1"),
    ("KITH_LLM_KEY", "schlüssel"),
    ("KITH_LLM_MODEL", "two words"),
    ("KITH_LLM_MODEL", "m" * 101),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_is_wrong_is_one_line_that_names_the_variable_and_not_its_value(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load({name: value})
    line = str(caught.value)
    assert line.startswith(name) and "\n" not in line
    assert ":" in line or "should begin with" in line  # what to do
    assert value not in line and "hunter2" not in line


PLACEHOLDERS = [
    ("SLACK_BOT_TOKEN", "xoxb-..."),
    ("SLACK_BOT_TOKEN", "xoxb-…"),
    ("SLACK_BOT_TOKEN", "xoxb-your-token"),
    ("SLACK_BOT_TOKEN", "xoxb-xxxxxxxxxxxx-XXXX"),
    ("SLACK_BOT_TOKEN", "YOUR_BOT_TOKEN"),
    ("SLACK_BOT_TOKEN", "<bot token>"),
    ("SLACK_APP_TOKEN", "xapp-1-replace-me"),
    ("SLACK_APP_TOKEN", "xapp-placeholder"),
    ("SLACK_SIGNING_SECRET", "changeme"),
    ("SLACK_SIGNING_SECRET", "change_me_please"),
    ("SLACK_SIGNING_SECRET", "your-signing-secret"),
    ("SLACK_SIGNING_SECRET", "xxxxxxxxxxxxxxxx"),
    ("KITH_DATABASE_URL", "postgresql+psycopg://kith:...@localhost/kith"),
]


@pytest.mark.parametrize(("name", "value"), PLACEHOLDERS)
def test_a_placeholder_is_told_as_one(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} still holds a placeholder: put the real value there.$"):
        load({name: value})


def test_nothing_real_looks_like_a_placeholder() -> None:
    real = {
        "SLACK_BOT_TOKEN": "xoxb-1-2-todoYourXxxTodo",
        "SLACK_SIGNING_SECRET": "yourselfxx0123456789",
        "KITH_DATABASE_URL": "sqlite:////home/todo/your/placeholder.db",
        "KITH_CLOCK_FILE": "../../xxx/clock",
    }
    assert look(real)[1] == []


def test_a_look_tells_everything_that_is_wrong_and_goes_on_with_the_defaults() -> None:
    found, errors = look({"PORT": "x", "KITH_LOG": "loud", "KITH_HOST": "0.0.0.0"})
    assert [str(error).split()[0] for error in errors] == ["PORT", "KITH_LOG"]
    assert (found.port, found.http_port, found.log, found.host) == (None, 3000, "INFO", "0.0.0.0")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"URL": "http://127.0.0.1:1"}, "KITH_LLM_MODEL is not set, but KITH_LLM_URL is: "),
        ({"MODEL": "m"}, "KITH_LLM_URL is not set, but KITH_LLM_MODEL is: "),
        ({"KEY": "hunter2", "URL": " "}, "KITH_LLM_URL is not set, but KITH_LLM_KEY is: "),
    ],
)
def test_half_a_second_opinion_is_refused_and_off(given: dict[str, str], said: str) -> None:
    found, errors = look({f"KITH_LLM_{name}": value for name, value in given.items()})
    assert [str(error).startswith(said) for error in errors] == [True]
    assert found == load({}) and "hunter2" not in str(errors)


def test_a_key_is_in_no_printed_settings() -> None:
    assert "hunter2" not in repr(
        load({"KITH_LLM_URL": "http://[::1]:1", "KITH_LLM_MODEL": "m", "KITH_LLM_KEY": "hunter2"})
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": TOKEN}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN is not set"),
    ],
)
def test_serving_needs_a_way_out_and_a_way_in(given: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        settings.require_slack(load(given))


@pytest.mark.parametrize("left_out", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_one_way_in_is_enough(left_out: str) -> None:
    settings.require_slack(load({name: value for name, value in GOOD.items() if name != left_out}))


def test_the_fields_are_those_of_the_variables_in_their_order() -> None:
    words = [re.sub("^(kith|slack)_", "", variable.name.lower()) for variable in VARIABLES]
    assert words == [field.name for field in fields(Settings)]


def test_the_readme_has_the_same_table() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("\n## Settings\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (.+) \|$", section, re.MULTILINE)
    told = [(v.name, "–" if v.default is None else f"`{v.default}`", v.purpose) for v in VARIABLES]
    assert rows == told


def readers_of_the_environment() -> set[str]:
    """Every file of ours that names os.environ or os.getenv, however it imports it."""
    found = set()
    for folder in ("bot", "storage", "coaching_content"):
        for path in (ROOT / folder).rglob("*.py"):
            nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
            said = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            said |= {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
            if said & {"environ", "environb", "getenv", "getenvb"}:
                found.add(str(path.relative_to(ROOT)))
    return found


def test_only_the_settings_read_the_environment() -> None:
    assert readers_of_the_environment() == {"bot/settings.py"}


def test_the_proxies_of_the_surroundings_can_be_left_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env

    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    settings.leave_proxies()
    assert load_http_proxy_from_env() is None


@pytest.mark.parametrize(
    ("variables", "is_plain"),
    [({"NO_COLOR": "1"}, True), ({"TERM": "dumb"}, True), ({"TERM": "xterm", "NO_COLOR": ""}, False)],
)
def test_a_terminal_is_plain_when_it_says_so(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_plain: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert settings.is_plain_terminal() is is_plain


@pytest.fixture
def fresh_logging(monkeypatch: pytest.MonkeyPatch) -> None:
    """The levels of all loggers are put back after the test; the root one looks as in a new process."""
    known = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
    for logger in (logging.root, *known):
        monkeypatch.setattr(logger, "level", logger.level)
    monkeypatch.setattr(logging.root, "handlers", [])


@pytest.mark.parametrize("level", ["DEBUG", "INFO", "ERROR"])
@pytest.mark.usefixtures("fresh_logging")
def test_the_level_is_for_our_own_lines_and_never_opens_those_of_libraries(level: str) -> None:
    settings.set_up_logging(level)
    wanted = logging.getLevelName(level)
    assert logging.getLogger("bot.jobs.sweep").getEffectiveLevel() == wanted
    libraries = ("slack_sdk.web", "slack_bolt.App", "sqlalchemy.engine", "some.other.library")
    assert min(logging.getLogger(name).getEffectiveLevel() for name in libraries) >= logging.WARNING
