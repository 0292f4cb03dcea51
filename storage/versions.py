"""Versions: pitches that the member kept, each under a name of their own, and for whom it is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from storage.columns import bound, new_row, owned_by, reader
from storage.inserts import insert
from storage.names import name_key
from storage.practice_records import Version, VersionDraft
from storage.records import Owner
from storage.tables import versions

_version = reader(Version, versions)
_MINE = select(versions).where(owned_by(versions))
_FIND = _MINE.where(versions.c.id == bindparam("id"))
_KEPT = _MINE.where(versions.c.dropped_at.is_(None)).order_by(versions.c.id.desc())
_NAMED = _KEPT.where(versions.c.name_key == bindparam("key")).limit(1)


def add(conn: Connection, owner: Owner, draft: VersionDraft, now: datetime) -> Version:
    """Keep a new version. Whether there is one of this name is the caller's question: see `named`."""
    row = new_row(owner, now, **asdict(draft), name_key=name_key(draft.name))
    version = find(conn, owner, insert(conn, versions, row))
    assert version is not None
    return version


def find(conn: Connection, owner: Owner, version_id: int) -> Version | None:
    """The member's version of this number, dropped or not."""
    row = conn.execute(_FIND, bound(owner, id=version_id)).one_or_none()
    return _version(row) if row else None


def named(conn: Connection, owner: Owner, name: str) -> Version | None:
    """The version of this name that is not dropped, however the name is typed; of several the newest."""
    row = conn.execute(_NAMED, bound(owner, key=name_key(name))).one_or_none()
    return _version(row) if row else None


def kept(conn: Connection, owner: Owner) -> list[Version]:
    """The versions that are not dropped, the newest first."""
    return [_version(row) for row in conn.execute(_KEPT, bound(owner))]
