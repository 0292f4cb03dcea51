"""The rules of modals and Home, and the second opinion of two libraries."""

from __future__ import annotations

from typing import Any

import pytest

from bot.local_slack.block_rules import view_findings
from bot.local_slack.broadcasts import broadcasts_in
from bot.local_slack.second_opinion import second_opinion, second_opinion_on_view
from tests.local_slack.sample_app import actions, button, home, modal, mrkdwn, plain, section, typed


@pytest.mark.parametrize("view", [modal(), modal(typed()), home(section(), actions(button()))])
def test_good_views_pass(view: dict[str, Any]) -> None:
    assert view_findings(view) == []


VIEW_FAULTS = [
    (modal(title=plain("x" * 25)), "/view/title/text"),
    (modal(title=mrkdwn("bold")), "/view/title/type"),
    (modal(submit=plain("x" * 25)), "/view/submit/text"),
    (modal(close=plain("x" * 25)), "/view/close/text"),
    (modal(private_metadata="x" * 3001), "/view/private_metadata"),
    (modal(callback_id="x" * 256), "/view/callback_id"),
    (modal(external_id="x" * 256), "/view/external_id"),
    (modal(blocks=[]), "/view/blocks"),
    (modal(blocks=[section()] * 101), "/view/blocks"),
    (modal(colour="red"), "/view"),
    (modal(section("x" * 3001)), "/view/blocks/0/text/text"),
    ({k: v for k, v in modal(typed()).items() if k != "submit"}, "/view/submit"),
    ({k: v for k, v in modal().items() if k != "title"}, "/view"),
    (home(section(), title=plain("Home")), "/view"),
    (home(blocks=[section()] * 101), "/view/blocks"),
    (home(), "/view/blocks"),
    ({"type": "popup"}, "/view/type"),
    ("view", "/view"),
]


@pytest.mark.parametrize(("view", "pointer"), VIEW_FAULTS)
def test_a_fault_in_a_view_is_pointed_at(view: Any, pointer: str) -> None:
    assert view_findings(view)[0].pointer == pointer


def test_the_models_of_the_sdk_are_asked_too() -> None:
    [finding] = list(second_opinion([{"type": "header", "text": plain("x" * 151)}], "/blocks"))[:1]
    assert finding.pointer == "/blocks/0"
    assert "slack_sdk" in finding.message


def test_blockkit_is_asked_too() -> None:
    findings = list(second_opinion([actions(button(value=""))], "/blocks"))
    assert any("blockkit" in finding.message for finding in findings)


def test_what_the_libraries_do_not_know_they_do_not_judge() -> None:
    assert list(second_opinion([{"type": "sparkles"}], "/blocks")) == []


def test_a_title_that_is_too_long_fails_the_view_model() -> None:
    assert second_opinion_on_view(modal(title=plain("x" * 25)), "/view")[0].pointer == "/view"


BROADCASTS = [
    ("<!channel> hello", None, ["<!channel>"]),
    ("", [section("hi <!here|here>")], ["<!here|here>"]),
    ("", [{"type": "markdown", "text": "<!everyone>"}], ["<!everyone>"]),
    (
        "",
        [{"type": "rich_text", "elements": [{"type": "broadcast", "range": "here"}]}],
        ["rich text broadcast"],
    ),
    ("<!subteam^S123>", None, ["<!subteam^S123>"]),
    ("&lt;!channel&gt;", [section("&lt;!here&gt;")], []),
    ("", [{"type": "header", "text": plain("<!channel>")}], []),
    ("<!date^1796115600^{date}|today>", None, []),
]


@pytest.mark.parametrize(("text", "blocks", "found"), BROADCASTS)
def test_mentions_of_everybody_are_found_where_slack_would_make_them(
    text: str, blocks: Any, found: list[str]
) -> None:
    assert broadcasts_in(text, blocks) == found
