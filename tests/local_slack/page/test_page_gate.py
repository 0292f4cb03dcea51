"""Who may talk to the local Slack: this machine's programs and its own page, no page from elsewhere."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.local_slack.page.gate import HEADERS, host_name, refusal

HERE = "127.0.0.1:5484"


def asked(path: str = "/p/alice/dm", method: str = "GET", **headers: str) -> str | None:
    """Why a request with these headers is refused; underscores stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in {"Host": HERE, **headers}.items() if value}
    return refusal(make_mocked_request(method, path, headers=named))


@pytest.mark.parametrize("host", ["127.0.0.1", HERE, "localhost:5484", "LOCALHOST", "[::1]:5484"])
def test_this_machine_by_any_of_its_names_is_answered(host: str) -> None:
    assert asked(Host=host) is None


@pytest.mark.parametrize(
    "host", ["kith.example:5484", "127.0.0.1.example", "192.0.2.7", "", "[::1", "localhost.example:5484"]
)
def test_a_name_that_only_points_here_is_refused(host: str) -> None:
    assert "127.0.0.1 and localhost only" in str(asked(Host=host))


@pytest.mark.parametrize(
    "origin", ["https://example.com", "null", "http://127.0.0.1:8000", "http://localhost:5484", "http://["]
)
@pytest.mark.parametrize("path", ["/p/alice/say", "/api/chat.postMessage", "/clock"])
def test_pages_from_elsewhere_drive_nothing(path: str, origin: str) -> None:
    assert "Pages from elsewhere" in str(asked(path, "POST", Origin=origin))


def test_our_own_page_and_programs_without_an_origin_are_answered() -> None:
    assert asked("/p/alice/say", "POST", Origin=f"http://{HERE}", Sec_Fetch_Site="same-origin") is None
    assert asked("/api/chat.postMessage", "POST") is None


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_picture_or_script_tag_elsewhere_gets_nothing(site: str) -> None:
    assert asked("/api/chat.postMessage", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors") is not None
    assert asked("/p/alice/dm", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors") is not None


def test_a_link_to_the_page_may_be_followed_but_not_to_an_api() -> None:
    visit = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert asked("/", **visit) is None and asked("/p/alice/home", **visit) is None
    assert asked("/api/chat.postMessage?token=x", **visit) is not None
    assert asked("/p/alice/say", "POST", **visit) is not None


def test_the_policy_allows_no_inline_script_and_nothing_from_outside() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_a_host_that_cannot_be_read_has_no_name() -> None:
    assert host_name("[") == "" and host_name("localhost:1") == "localhost"
