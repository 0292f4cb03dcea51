"""Audio clips that members sent: who waits for which transcript, and when it is asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.columns import bound, epoch, new_row, owned_by, reader
from storage.inserts import insert_new
from storage.records import Owner
from storage.tables import answers, clips, outbox

ClipState = Literal["waiting", "done"]
# Which prompt was shown: by `/pitch`, `/story` or a nudge in its turn, or because it was chosen.
SHOWN = ("prompt_pitch", "prompt_story", "prompt_shown")


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip, the prompt that it answers, and the thread in which it is answered.

    `tries`: how often its transcript was asked for and not there; `due_at`: when it is asked for again.
    """

    id: int
    owner: Owner
    file_id: str
    prompt_id: str
    thread_ts: str
    state: ClipState
    tries: int
    due_at: datetime
    created_at: datetime


_c = clips.c
_clip = reader(Clip, clips)
_OF_FILE = select(clips).where(owned_by(clips), _c.file_id == bindparam("file"))
_OF_THREAD = (
    select(clips).where(owned_by(clips), _c.thread_ts == bindparam("thread")).order_by(_c.id.desc()).limit(1)
)
_DUE = (
    select(clips)
    .where(_c.state == "waiting", _c.due_at <= bindparam("now"))
    .order_by(_c.due_at, _c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LEASE = update(clips).where(_c.id == bindparam("clip")).values(due_at=bindparam("until"))
_WAITING = (owned_by(clips), _c.file_id == bindparam("file"), _c.state == "waiting")
_PUT_OFF = update(clips).where(*_WAITING).values(due_at=bindparam("at"), tries=_c.tries + 1)
_HURRY = update(clips).where(*_WAITING, _c.tries > 0).values(due_at=bindparam("at"))
_SETTLE = update(clips).where(*_WAITING).values(state="done")
_OWNERS = select(_c.workspace_id, _c.member_id).where(
    _c.workspace_id == bindparam("workspace"), _c.file_id == bindparam("file"), _c.state == "waiting"
)
_PURGE = delete(clips).where(_c.state == "done", _c.created_at < bindparam("before"))
_SHOWN = (
    select(outbox.c.created_at, outbox.c.payload)
    .where(owned_by(outbox), outbox.c.kind.in_(SHOWN))
    .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
    .limit(1)
)
_ANSWERED = (
    select(answers.c.created_at, answers.c.prompt_id)
    .where(owned_by(answers))
    .order_by(answers.c.created_at.desc(), answers.c.id.desc())
    .limit(1)
)


def add(
    conn: Connection,
    owner: Owner,
    file_id: str,
    prompt_id: str,
    thread_ts: str,
    due_at: datetime,
    now: datetime,
) -> Clip | None:
    """Keep a clip that waits to be heard. None when there is one of that file: then nothing changes."""
    about = {"file_id": file_id, "prompt_id": prompt_id, "thread_ts": thread_ts}
    row = new_row(owner, now, **about, state="waiting", tries=0, due_at=epoch(due_at))
    return find(conn, owner, file_id) if insert_new(conn, clips, row) else None


def find(conn: Connection, owner: Owner, file_id: str) -> Clip | None:
    """The member's clip of this file of Slack's, whatever became of it."""
    row = conn.execute(_OF_FILE, bound(owner, file=file_id)).one_or_none()
    return _clip(row) if row else None


def of_thread(conn: Connection, owner: Owner, thread_ts: str) -> Clip | None:
    """The newest of the member's clips that is answered in this thread."""
    row = conn.execute(_OF_THREAD, bound(owner, thread=thread_ts)).one_or_none()
    return _clip(row) if row else None


def claim_due(conn: Connection, now: datetime, until: datetime, most: int) -> list[Clip]:
    """The clips to be asked about by `now`; nobody else gets them before `until`, when the lease ends."""
    due = [_clip(row) for row in conn.execute(_DUE, {"now": epoch(now), "most": most})]
    for clip in due:
        conn.execute(_LEASE, {"clip": clip.id, "until": epoch(until)})
    return due


def put_off(conn: Connection, owner: Owner, file_id: str, at: datetime) -> bool:
    """Ask again at that instant: it was not there. False when nobody waits for it any more."""
    return conn.execute(_PUT_OFF, bound(owner, file=file_id, at=epoch(at))).rowcount == 1


def hurry(conn: Connection, owner: Owner, file_id: str, now: datetime) -> bool:
    """Ask again at once: there is news. False when nobody waits, or it is looked at for the first time."""
    return conn.execute(_HURRY, bound(owner, file=file_id, at=epoch(now))).rowcount == 1


def settle(conn: Connection, owner: Owner, file_id: str) -> bool:
    """Wait no longer: it was answered, or the member was told why not. False when that was so before."""
    return conn.execute(_SETTLE, bound(owner, file=file_id)).rowcount == 1


def waiting_owners(conn: Connection, workspace_id: str, file_id: str) -> list[Owner]:
    """Who waits for the transcript of this file: what Slack tells of a file names nobody."""
    rows = conn.execute(_OWNERS, {"workspace": workspace_id, "file": file_id})
    return [Owner(*row) for row in rows]


def last_prompt(conn: Connection, owner: Owner) -> str | None:
    """The prompt that the member was shown or answered last."""
    shown = conn.execute(_SHOWN, bound(owner)).one_or_none()
    answered = conn.execute(_ANSWERED, bound(owner)).one_or_none()
    if shown and (answered is None or shown.created_at >= answered.created_at):
        return str(shown.payload.get("prompt") or "") or None
    return answered.prompt_id if answered else None


def purge(conn: Connection, before: datetime) -> int:
    """Forget the clips from before that instant that nobody waits for; how many there were."""
    return conn.execute(_PURGE, {"before": epoch(before)}).rowcount
