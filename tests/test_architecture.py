"""Who may import whom, and what happens nowhere but in its own place: held over the real tree."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What belongs to the command line: it puts the whole together, and only it may know the local Slack.
MAIN = tuple(
    f"bot.{name}"
    for name in (
        *("__main__", "demo*", "running", "sweeping", "doctor*", "evaluate", "socket_mode"),
        *("replaying", "life_signs", "backup", "restoring", "practice_evaluation"),
    )
)
# The edge between Slack and the rules: what listeners stand on.
EDGE = tuple(
    f"bot.{name}"
    for name in (
        *("clips", "scribe"),
        *("agenda", "channels", "desk", "doors", "download", "envelope", "hearing", "interaction", "judging"),
        *("colleagues", "ears", "opinions"),
        *("keeping", "library", "membership", "practising", "putting_off", "reviewing"),
        *(
            "practice_threads",
            "progress_picture",
            "routes",
            "services",
            "status",
            "story_shelf",
            "surface",
            "turns",
            "typed_answers",
            "uploading",
        ),
    )
)
# What jobs use of it, too.
SHARED = ("bot.agenda", "bot.channels", "bot.library", "bot.turns")
RULES = ("bot.coach*", "storage.records", "storage.practice_records")
SLACK = ("slack_sdk*", "aiohttp")
TEXTS = ("bot.content", "markupsafe")
DATA = ("storage*", "sqlalchemy*")
ERRORS = "bot.delivery_errors"  # reads Slack's answers, and sends nothing
LOG = "bot.log_lines"
SENDING = ("bot.messenger", ERRORS)
# A module -> what it may import beside the standard library. The first line that fits counts.
MAY_IMPORT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("bot.local_slack.__main__", ("bot.local_slack*", "yaml")),
    (
        "bot.local_slack.page*",
        ("bot.local_slack*", "aiohttp*", "emoji", "jinja2", "markdown_it*", "markupsafe"),
    ),
    ("bot.local_slack*", ("bot.local_slack*", "aiohttp*", "slack_sdk*", "blockkit*", "pydantic*")),
    ("coaching_content*", ()),
    ("storage*", ("storage*", "sqlalchemy*", "alembic*")),
    ("bot.coach.dates", (*RULES, "dateparser")),
    ("bot.coach.free_days", (*RULES, "holidays")),
    ("bot.coach.spacing", (*RULES, "fsrs")),
    ("bot.coach.practice*", (*RULES, "numpy*")),
    ("bot.progress_picture", ("bot.coach.progress", "matplotlib*")),
    ("bot.coach*", RULES),
    ("bot.content", ("bot.coach.wording", "jinja2", "markupsafe")),
    ("bot.blocks*", (*RULES, *TEXTS, "bot.library", "bot.blocks*", "slack_sdk.models*")),
    ("bot.arguments", ()),
    ("bot.clock", ()),
    ("bot.log_lines", ()),
    ("bot.settings", ("bot.log_lines",)),
    ("bot.delivery_errors", SLACK),
    ("bot.manifest", ("yaml",)),
    ("bot.library", RULES),
    ("bot.messenger", (*SLACK, *SENDING, "storage.records")),
    ("bot.second_opinion", ("aiohttp",)),
    ("bot.opinions", (*RULES, *DATA, *SENDING, LOG, "bot.second_opinion", "bot.blocks*")),
    (
        "bot.jobs*",
        # Neither the clock, which is an argument, nor what listeners stand on.
        (*RULES, *TEXTS, *DATA, *SLACK, *SENDING, *SHARED, "bot.jobs*", "bot.blocks*", LOG),
    ),
    ("bot.listeners", ("bot.listeners.*",)),
    ("bot.listeners*", (*RULES, *TEXTS, *DATA, *SLACK, *EDGE, "bot.blocks*")),
    ("bot.dispatch", (*DATA, *TEXTS, *EDGE, LOG, "bot.blocks*", "slack_bolt*", "slack_sdk*")),
    ("bot.pages", ("starlette*",)),
    ("bot.web", ("bot.clock", "bot.pages", "slack_bolt*", "starlette*")),
    (
        "bot.scheduler",
        (*DATA, *SLACK, *SENDING, "bot.jobs*", LOG, "bot.services", "apscheduler*"),
    ),
    ("bot.metrics", (*RULES, "bot.jobs.delivery", "bot.jobs.sweep", "storage.checkup", "prometheus_client*")),
    ("bot.app", ("bot.*", *DATA, *SLACK, "slack_bolt*")),
    *((main, ("bot.*", *DATA, *SLACK, "slack_bolt*", "uvicorn*", "uvloop", "starlette*")) for main in MAIN),
    *(
        (edge, (*RULES, *TEXTS, *DATA, *SLACK, *EDGE, "bot.blocks*", "bot.clock", LOG, ERRORS))
        for edge in EDGE
    ),
    ("bot", ()),
)


def modules() -> dict[str, Path]:
    """Every module of ours by its name."""
    found = {}
    for package in ("bot", "storage", "coaching_content"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


@cache
def tree(name: str) -> ast.Module:
    """The source of a module, parsed."""
    return ast.parse(MODULES[name].read_text())


def imports(name: str) -> set[str]:
    """Every module that a module imports, lazily too; of ours the very module, not only its package."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            ours = full & MODULES.keys()
            found |= ours if len(ours) == len(full) else ours | {str(node.module)}
    return found


def is_one_of(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a module's name fits one of the patterns; `bot.x*` is bot.x and all below."""
    return any(fnmatch(name, pattern) for pattern in patterns)


def allowed(name: str) -> tuple[str, ...]:
    """What a module may import."""
    for pattern, may in MAY_IMPORT:
        if fnmatch(name, pattern):
            return may
    raise AssertionError(f"{name} has no place in the house: give it a line in MAY_IMPORT")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_room_allows(name: str) -> None:
    foreign = {each for each in imports(name) if each.partition(".")[0] not in sys.stdlib_module_names}
    assert {each for each in foreign if not is_one_of(each, (*allowed(name), name))} == set()


@pytest.mark.parametrize("name", [each for each in MODULES if each.startswith("bot.coach")])
def test_rules_touch_nothing(name: str) -> None:
    assert (
        imports(name) & {"os", "random", "secrets", "time", "subprocess", "socket", "pathlib", "logging"}
        == set()
    )


@pytest.mark.parametrize("name", [each for each in MODULES if each.startswith("bot.listeners.")])
def test_a_listener_knows_no_other_listener(name: str) -> None:
    assert not [each for each in imports(name) if each.startswith("bot.listeners")]


def test_only_the_command_line_knows_the_whole_and_the_local_slack() -> None:
    for name in MODULES:
        if not is_one_of(name, MAIN):
            assert imports(name) & {"bot.app", "bot.__main__"} == set(), name
            assert name.startswith("bot.local_slack") or not any(
                "local_slack" in each for each in imports(name)
            )


def test_no_module_leans_on_itself_in_a_circle() -> None:
    graph = {name: imports(name) & MODULES.keys() - {name} for name in MODULES}
    assert len(tuple(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_a_line_that_says_what_it_is_for(name: str) -> None:
    assert len(ast.get_docstring(tree(name)) or "") > 10


@pytest.mark.parametrize("name", MODULES)
def test_a_file_has_at_most_three_hundred_lines(name: str) -> None:
    assert len(MODULES[name].read_text().splitlines()) <= (
        400 if name.startswith("bot.coach.capture") else 300
    )


# ---- What happens in one place alone: the words of a call or name -> where it may stand.
CLOCK = {
    f"{kind}.{call}" for kind in ("datetime", "date", "time") for call in ("now", "today", "utcnow", "time")
}
ENVIRONMENT = {"os.environ", "os.getenv", "os.putenv"}
ONLY_IN: tuple[tuple[set[str], tuple[str, ...]], ...] = (
    (CLOCK, ("bot.clock", "bot.local_slack*")),
    (ENVIRONMENT, ("bot.settings", "bot.local_slack*")),
    ({"client.chat_postMessage", "chat_postMessage", "client.api_call"}, ("bot.messenger",)),
    ({"client.chat_update", "chat_update"}, ("bot.messenger", "bot.surface")),
    ({"logging.basicConfig", "logging.config"}, ("bot.settings", "bot.local_slack*")),
)


def dotted(node: ast.expr) -> str:
    """`a.b` of the end of `x.a.b`; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.attr if isinstance(node, ast.Attribute) else ""


@pytest.mark.parametrize("name", MODULES)
def test_the_clock_the_environment_and_the_senders_are_used_in_one_place(name: str) -> None:
    used = {dotted(node) for node in ast.walk(tree(name)) if isinstance(node, ast.expr)}
    for words, places in ONLY_IN:
        assert is_one_of(name, places) or not used & words


@pytest.mark.parametrize("name", [each for each in MODULES if each != "bot.clock"])
def test_nobody_takes_the_clock_apart_from_its_module(name: str) -> None:
    if name.startswith("bot.local_slack"):
        return
    taken = [
        node for node in ast.walk(tree(name)) if isinstance(node, ast.ImportFrom) and node.module == "time"
    ]
    assert not [alias.name for node in taken for alias in node.names if alias.name in ("time", "time_ns")]


def test_apscheduler_is_imported_by_the_scheduler_alone() -> None:
    assert [name for name in MODULES if any(each.startswith("apscheduler") for each in imports(name))] == [
        "bot.scheduler"
    ]


# ---- Nothing happens at import time.
STARTERS = {
    *("open_kith", "open_database", "open_engine", "create_engine", "open_session", "web_client", "AsyncApp"),
    *(
        "basicConfig",
        "upgrade",
        "load",
        "set_up_logging",
        "utc_now",
        "run",
        "Thread",
        "connect",
        "environment",
    ),
}


def at_import(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Whatever runs when a module is imported: all but the bodies of functions, and of `if __name__`."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (
                part for each in (*node.decorator_list, *node.args.defaults) for part in ast.walk(each)
            )
        elif isinstance(node, ast.ClassDef):
            yield from at_import(node.body)
        elif not (isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)):
            yield from ast.walk(node)


@pytest.mark.parametrize("name", [each for each in MODULES if each != "storage.migrations.env"])
def test_nothing_is_opened_or_started_at_import(name: str) -> None:
    calls = {dotted(node.func) for node in at_import(tree(name).body) if isinstance(node, ast.Call)}
    assert {call for call in calls if call.rpartition(".")[2] in STARTERS and call != "re.compile"} == set()


def test_the_rules_of_this_file_can_fail() -> None:
    assert is_one_of("bot.coach.dates", RULES) and not is_one_of("bot.app", RULES)
    assert dotted(ast.parse("datetime.now(UTC)", mode="eval").body.func) in CLOCK  # type: ignore[attr-defined]
    with pytest.raises(AssertionError):
        allowed("somewhere.else")
