"""Who may talk to the local Slack: this machine's programs and its own page, no page from elsewhere."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.local_slack.page.gate import HEADERS, host_name, refusal
from tests.local_slack.page.page_at_work import PageAtWork, page_at_work

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
    visit = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert asked("/", **visit) is None and asked("/p/alice/home", **visit) is None
    assert asked("/api/chat.postMessage?token=x", **visit) is not None
    assert asked("/p/alice/say", "POST", **visit) is not None


def test_the_policy_allows_no_inline_script_and_nothing_from_outside() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_a_host_that_cannot_be_read_has_no_name() -> None:
    assert host_name("[") == "" and host_name("localhost:1") == "localhost"


def test_a_frame_elsewhere_gets_nothing() -> None:
    framed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert asked("/p/alice/dm", **framed) is not None and asked("/p/alice/live", **framed) is not None


BROKEN = {
    "not UTF-8": (b"text=\xff\xfe", "application/x-www-form-urlencoded"),
    "unknown charset": (b"text=x", "application/x-www-form-urlencoded; charset=foo"),
    "no boundary": (b"text", "multipart/form-data"),
    "wrong boundary": (b"--a\r\n", "multipart/form-data; boundary=b"),
    "no name": (b"--b\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b"),
}


async def sent(page: PageAtWork, path: str, body: bytes, kind: str) -> tuple[int, str]:
    """The status and the text of the answer to any bytes at all."""
    async with page.session.post(path, data=body, headers={"Content-Type": kind}) as response:
        return response.status, await response.text()


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("path", ["/p/alice/say", "/p/alice/upload", "/clock", "/start", "/trouble/429"])
async def test_a_body_that_is_no_form_is_refused(path: str, name: str) -> None:
    async with page_at_work() as page:
        status, _ = await sent(page, path, *BROKEN[name])
        assert 400 <= status < 500


@pytest.mark.parametrize("name", BROKEN)
async def test_slacks_own_addresses_answer_it_as_slack_does(name: str) -> None:
    async with page_at_work() as page:
        status, text = await sent(page, "/api/chat.postMessage", *BROKEN[name])
        assert status == 200 and '"ok": false' in text
        status, _ = await sent(page, "/response/D1/1", *BROKEN[name])
        assert 400 <= status < 500


async def test_json_that_is_nested_without_end_is_refused() -> None:
    async with page_at_work() as page:
        status, text = await sent(page, "/api/api.test", b"[" * 100_000, "application/json")
        assert status == 200 and "invalid_json" in text
        assert (await sent(page, "/response/D1/1", b"[" * 100_000, "application/json"))[0] == 400


async def test_a_token_in_an_address_opens_nothing() -> None:
    async with page_at_work() as page:
        dm = page.slack.person("alice").dm.id
        asked_for = f"/api/chat.postMessage?token={page.slack.bot_token}&channel={dm}&text=hello"
        async with page.session.get(asked_for) as response:
            assert (await response.json())["error"] == "not_authed"
        async with page.session.head(asked_for) as response:
            assert response.status == 405
        assert page.slack.messages("alice") == []


async def test_every_answer_carries_the_policy_the_stream_too() -> None:
    async with page_at_work() as page:
        for path in ("/p/alice/dm", "/p/alice/live", "/nothing", "/p/nobody/dm"):
            async with page.session.get(path) as response:
                assert response.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
