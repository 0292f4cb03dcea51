"""The guard in front of Bolt: 401 or 413 to what is not Slack's, never 5xx, and none of it in the logs."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from bot.web import LARGEST_BODY, is_signed, parse
from tests.world import World

SECRET_WORDS = "canary-in-the-body"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
EVENT: dict[str, Any] = {
    "type": "event_callback",
    "event_id": "Ev1",
    "event": {"type": "nothing"},
    "team_id": "T",
}


def signed(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """The headers of a request that was signed at an instant, now by default."""
    stamp = str(int(at or time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


class Door:
    """Raw requests to the bot's address."""

    def __init__(self, world: World) -> None:
        self.address = urlsplit(world.slack._target.request_url)
        self.secret = world.slack.signing_secret

    def post(self, body: bytes | Iterator[bytes], headers: dict[str, Any], kind: str = JSON) -> int:
        """The status of the answer; 413 where the connection was closed on a body too large to be read."""
        connection = http.client.HTTPConnection(str(self.address.hostname), self.address.port, timeout=20)
        try:
            connection.request("POST", self.address.path, body, {"Content-Type": kind, **headers})
            return connection.getresponse().status
        except (BrokenPipeError, ConnectionResetError):
            return 413
        finally:
            connection.close()

    def post_signed(self, body: bytes, kind: str = JSON) -> int:
        """The same, with a sound signature."""
        return self.post(body, signed(self.secret, body), kind)


@pytest.fixture
def door(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[Door]:
    """The door of a world; afterwards no log at any level holds a word of what came in."""
    with caplog.at_level(logging.DEBUG):
        yield Door(world)
    assert SECRET_WORDS not in caplog.text and world.slack.signing_secret not in caplog.text


BODY = json.dumps({**EVENT, "text": SECRET_WORDS}).encode()


def test_an_unsigned_request_is_not_slacks(door: Door) -> None:
    assert door.post(BODY, {}) == 401


def test_a_sound_one_is_let_in(door: Door) -> None:
    assert door.post_signed(BODY) == 200


@pytest.mark.parametrize("seconds", [-301, 301, -(10**6), 10**9])
def test_an_old_or_future_one_is_a_replay(door: Door, seconds: int) -> None:
    assert door.post(BODY, signed(door.secret, BODY, time.time() + seconds)) == 401


def test_another_secret_or_another_body_does_not_pass(door: Door) -> None:
    assert door.post(BODY, signed("0" * 32, BODY)) == 401
    assert door.post(BODY + b" ", signed(door.secret, BODY)) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=é".encode("latin-1")},
        {"X-Slack-Signature": "v0=\u00e9\u00e9".encode()},
        {"X-Slack-Request-Timestamp": "١٢٣".encode()},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "-5"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0="},
    ],
)
def test_headers_in_no_grammar_are_refused(door: Door, headers: dict[str, Any]) -> None:
    assert door.post(BODY, {**signed(door.secret, BODY), **headers}) == 401


def test_a_body_that_declares_too_much_is_not_read(door: Door) -> None:
    assert door.post(b"", {"Content-Length": str(LARGEST_BODY + 1)}) == 413


def test_a_body_that_streams_too_much_is_cut_off(door: Door) -> None:
    chunks = (SECRET_WORDS.encode() * 4000 for _ in range(100))
    assert door.post(chunks, {"Transfer-Encoding": "chunked"}) == 413


DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
WRONG_JSON = [
    b"",
    b"null",
    b"[]",
    b"[1, 2]",
    b'"text"',
    b"{",
    b"{}",
    b"\xff\xfe\x00",
    b"NaN",
    DEEP,
    b"[" * 200_000,
    b'{"type": "event_callback"}',
    b'{"type": "event_callback", "event": []}',
    b'{"type": "event_callback", "event": {"type": 1}, "event_id": "E"}',
    b'{"type": "event_callback", "event": {"type": "message"}}',
    b'{"type": "event_callback", "event": {"type": "message"}, "event_id": 5}',
    b'{"type": "url_verification"}',
    b'{"type": "url_verification", "challenge": {"a": 1}}',
    b'{"type": "app_rate_limited_or_so"}',
    b'{"type": ["block_actions"]}',
]


@pytest.mark.parametrize("body", WRONG_JSON, ids=lambda body: str(body[:40]))
def test_signed_json_that_slack_would_not_send_is_refused(door: Door, body: bytes) -> None:
    assert door.post_signed(body) == 401


def form(**fields: Any) -> bytes:
    """A form's body."""
    return urlencode(fields).encode()


WRONG_FORMS = [
    b"payload=x",
    b"payload=null",
    b"payload=[]",
    b"payload=",
    b"payload=" + quote(DEEP.decode()).encode()[:900_000],
    b"%%%",
    b"a",
    b"&".join(b"a%d=1" % n for n in range(500)),
    b"text=%ff%fe",
    b"command=/kith",
    b"command=/kith&team_id=T",
    form(payload='{"type": "block_actions"}'),
    form(payload='{"type": "block_actions", "user": "U1", "actions": [{}]}'),
    form(payload='{"type": "block_actions", "user": {"id": "U1"}, "actions": {}}'),
    form(payload='{"type": "block_actions", "user": {"id": "U1"}, "actions": []}'),
    form(payload='{"type": "block_actions", "user": {"id": "U1"}, "actions": [1]}'),
    form(payload='{"type": "view_submission", "user": {"id": "U1"}, "view": "V1"}'),
    form(payload='{"type": "view_submission", "user": {"id": "U1"}}'),
    form(payload='{"type": "view_submission", "user": {"id": "U1"}, "view": {"callback_id": "promise.new"}}'),
    form(payload='{"type": "block_actions", "user": {"id": "U1"}, "actions": [{}], "view": {"type": 1}}'),
    form(payload='{"type": "shortcut", "user": []}'),
    form(payload='{"type": "message_action", "user": {"id": "U1"}, "message": "x"}'),
    form(payload='{"type": "workflow_step_edit", "user": {"id": "U1"}}'),
]


@pytest.mark.parametrize("body", WRONG_FORMS, ids=lambda body: str(body[:60]))
def test_signed_forms_that_slack_would_not_send_are_refused(door: Door, body: bytes) -> None:
    assert door.post_signed(body, FORM) == 401


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonx", "é"]
)
def test_any_content_type_is_survived(door: Door, kind: str) -> None:
    assert door.post_signed(SECRET_WORDS.encode(), kind.encode("latin-1") if kind == "é" else kind) == 401  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["user", "channel"])
def test_a_signed_event_whose_ids_are_no_texts_is_not_slacks(door: Door, name: str) -> None:
    event = {"type": "message", "channel_type": "im", "user": "U1", "text": "x", name: 5}
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T", "event": event}
    assert door.post_signed(json.dumps(body).encode()) == 401


VIEW = {"id": "V1", "type": "modal", "callback_id": "promise.new"}
ODD: list[dict[str, Any]] = [
    {"type": "block_actions", "user": {}, "actions": [{}]},
    {"type": "block_actions", "user": {"id": 5, "team_id": 7}, "actions": [{"action_id": 9}]},
    {"type": "view_submission", "user": {"id": "U1"}, "view": VIEW},
    {"type": "view_submission", "user": {"id": "U1"}, "view": {**VIEW, "private_metadata": "{", "state": {}}},
    {"type": "view_submission", "user": {"id": "U1"}, "view": {**VIEW, "callback_id": "nothing of ours"}},
    {"type": "view_closed", "user": {"id": "U1"}, "view": VIEW},
    {"type": "shortcut", "user": {"id": "U1"}},
    {"type": "shortcut", "user": {"id": "U1"}, "callback_id": "nothing of ours", "trigger_id": "1"},
    {"type": "block_suggestion", "user": {"id": "U1"}},
]


@pytest.mark.parametrize("payload", ODD, ids=lambda payload: json.dumps(payload)[:60])
def test_a_known_kind_with_odd_contents_is_no_failure(door: Door, payload: dict[str, Any]) -> None:
    assert door.post_signed(form(payload=json.dumps(payload)), FORM) < 500


@pytest.mark.parametrize(
    "event",
    [
        {"type": "message"},
        {"type": "message", "user": []},
        {"type": "message", "channel_type": "im", "user": "U1", "text": 5},
        {"type": "message", "channel_type": "im", "user": "", "text": None},
        {"type": "message", "subtype": "message_changed", "hidden": True, "message": {"text": "x"}},
        {"type": "user_change", "user": "x"},
        {"type": "app_home_opened", "tab": 5},
        {"type": "app_home_opened", "user": {"id": None}},
        {"type": "nothing of ours", "user": "U1"},
    ],
    ids=str,
)
def test_an_event_with_odd_contents_is_no_failure(door: Door, event: dict[str, Any]) -> None:
    body = {"type": "event_callback", "event_id": "Ev1", "team_id": "T", "event": event}
    assert door.post_signed(json.dumps(body).encode()) == 200


def test_slacks_own_checks_are_answered(door: Door) -> None:
    challenge = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    assert (door.post_signed(challenge), door.post_signed(b"ssl_check=1", FORM)) == (200, 200)


def test_a_signature_is_held_to_the_given_instant() -> None:
    headers = {name.lower(): value for name, value in signed("s" * 32, b"x", 1_000_000).items()}
    assert is_signed("s" * 32, headers, b"x", 1_000_300.0)
    assert not is_signed("s" * 32, headers, b"x", 1_000_301.0)


def test_the_last_of_a_repeated_field_counts_as_with_slacks_own_parser() -> None:
    body = parse(b"command=/a&command=/b&team_id=T&user_id=U&text=", FORM)
    assert body == {"command": "/b", "team_id": "T", "user_id": "U", "text": ""}
