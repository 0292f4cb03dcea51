"""Versions: keep a pitch under a name, list them by audience, show, practise, rename, drop."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from bot import envelope, keeping, library, surface
from bot.blocks import errors
from bot.blocks import practice as practice_blocks
from bot.blocks import versions as blocks
from bot.blocks.kit import Payload
from bot.blocks.long_texts import first_field, typed_text
from bot.blocks.pages import PAGE
from bot.coach.names import key as name_key
from bot.coach.practice import Scene, measure
from bot.coach.practice.scene import LISTENERS
from bot.content import plain, say
from bot.interaction import Beside, CoachError, FieldErrors, Interaction, ItemChange, once
from storage import acts, partners, practice, versions
from storage.practice_records import Answer, Version, VersionDraft

FIRST_TEXT = first_field("text")


def command(conn: Connection, it: Interaction) -> Payload:
    """`/pitch versions` lists them, `/pitch versions investors` finds one."""
    kept = versions.kept(conn, it.owner)
    if not it.text or not kept:
        return blocks.version_list_message(kept, it.today)
    found = _fitting(it.text, kept)
    if not found:
        names = [version.name for version in blocks.by_audience(kept)]
        raise CoachError(say("versions.none_found", words=it.text, names=names))
    if len(found) == 1:
        return blocks.version_message(found[0], it.today)
    # The buttons below a list turn the pages of all: of many that fit the first ten are shown.
    return blocks.version_list_message(found[:PAGE], it.today, title=say("versions.several", words=it.text))


def _fitting(words: str, kept: list[Version]) -> list[Version]:
    """Those whose name or audience holds every word; the one that is called just so counts alone."""
    whole = [version for version in kept if name_key(version.name) == name_key(words)]
    if whole:
        return whole
    wanted = name_key(words).split()
    return [version for version in kept if all(word in _searched(version) for word in wanted)]


def _searched(version: Version) -> str:
    return name_key(f"{version.name} {plain('versions.audience', listener=version.listener)}")


def page(conn: Connection, it: Interaction) -> Payload:
    """The list, or the page of it that was turned to."""
    return blocks.version_list_message(versions.kept(conn, it.owner), it.today, it.number)


def _mine(conn: Connection, it: Interaction, version_id: int) -> Version:
    version = versions.find(conn, it.owner, version_id)
    if version is None:
        raise CoachError(errors.gone())
    return version


def show(conn: Connection, it: Interaction) -> Beside:
    """The whole text, in a message of its own."""
    return Beside(blocks.version_message(_mine(conn, it, it.number), it.today))


def more(conn: Connection, it: Interaction) -> Beside:
    """What follows of a text that is too long for one message."""
    number, _, start = it.ref.partition("-")
    version = _mine(conn, it, envelope.row_number(number))
    return Beside(blocks.version_message(version, it.today, envelope.row_number(start)))


async def practise(it: Interaction) -> None:
    """The form of one's own pitch, with this text in it, before this listener."""
    version = await it.run(_mine, it, it.number)
    prompt = library.own_prompt("pitch")
    scene = Scene(version.listener, version.goal, version.target_seconds)  # type: ignore[arg-type]
    metadata = {"prompt": prompt.id, "thread": ""}
    form = practice_blocks.answer_modal(prompt, metadata, scene, version.text, copy_to=it.copy_goes_to)
    await it.open(form)


async def keep(it: Interaction) -> None:
    """The button below the feedback: the form, filled in with the answer."""
    answer = await it.run(_answer, it, it.number)
    metadata = {"id": answer.id, "thread": surface.thread_of(it)}
    await it.open(blocks.keep_modal(answer, metadata))


def _answer(conn: Connection, it: Interaction, answer_id: int) -> Answer:
    answer = practice.find_answer(conn, it.owner, answer_id)
    if answer is None or answer.kind != "pitch":
        raise CoachError(errors.gone())
    return answer


async def submit_keep(it: Interaction) -> FieldErrors | Payload | None:
    """The pitch is kept; under a name that is taken it takes the place of the text that was there."""
    name = " ".join(str(it.values.get("name") or "").split())
    if not name:
        return FieldErrors({"name": plain("versions.name_needed")})
    text = typed_text(it.values, "text")
    if not measure(text).words:
        return FieldErrors({FIRST_TEXT: plain("versions.no_text")})
    payload = await it.run(once, it, _keep, it, name, text)
    return payload and surface.in_thread(payload, str(it.metadata.get("thread") or ""))


def _keep(conn: Connection, it: Interaction, name: str, text: str) -> Payload:
    answer = _answer(conn, it, it.subject)
    measures, listener = measure(text), it.values.get("listener")
    draft = VersionDraft(
        name=name,
        listener=listener if listener in LISTENERS else answer.listener,
        goal=answer.goal,
        target_seconds=answer.target_seconds,
        text=text,
        words=measures.words,
        # Of a clip's words that were left as they are the seconds are the clip's.
        seconds=answer.seconds if text == answer.text.strip() else measures.seconds,
    )
    partners.lock(conn, it.owner.workspace_id, it.owner.member_id)  # of two at once the later one sees it
    old = versions.named(conn, it.owner, name)
    return _replace(conn, it, old, draft) if old else _add(conn, it, draft)


def _add(conn: Connection, it: Interaction, draft: VersionDraft) -> Payload:
    act_id = acts.begin(conn, it.owner, "version", it.now)
    version = versions.add(conn, it.owner, draft, it.now)
    acts.made(conn, act_id, "versions", version.id)
    return blocks.changed_message(version, act_id, say("versions.kept", version=version))


def _replace(conn: Connection, it: Interaction, old: Version, draft: VersionDraft) -> Payload:
    keeping.hold_still(conn, it.owner, "versions", old.id)
    changes = {
        name: value
        for name in VersionDraft.__slots__
        if (value := getattr(draft, name)) != getattr(old, name)
    }
    if not changes:
        return blocks.changed_message(old, keeping.NO_ACT, say("versions.same", version=old))
    version, act_id = _change(conn, it, old.id, **changes)
    return blocks.changed_message(version, act_id, say("versions.replaced", version=version))


def _change(conn: Connection, it: Interaction, version_id: int, **changes: Any) -> tuple[Version, int]:
    act_id = acts.begin(conn, it.owner, "version", it.now)
    acts.change(conn, act_id, it.owner, "versions", version_id, **changes)
    return _mine(conn, it, version_id), act_id


async def rename(it: Interaction) -> None:
    """The form for another name."""
    version = await it.run(_mine, it, it.number)
    await it.open(blocks.rename_modal(version, {"id": version.id, **surface.beside(it.body)}))


async def submit_rename(it: Interaction) -> FieldErrors | Payload | None:
    """Another name, which no other version may have."""
    name = " ".join(str(it.values.get("name") or "").split())
    if not name:
        return FieldErrors({"name": plain("versions.name_needed")})
    return await it.run(once, it, _rename, it, name)


def _rename(conn: Connection, it: Interaction, name: str) -> Payload:
    version = _mine(conn, it, it.subject)
    twin = versions.named(conn, it.owner, name)
    if twin and twin.id != version.id:
        raise CoachError(say("versions.name_taken", name=twin.name))
    version, act_id = _change(conn, it, version.id, name=name)
    return blocks.changed_message(version, act_id, say("versions.renamed", version=version))


def drop(conn: Connection, it: Interaction) -> ItemChange:
    """It is not listed any more. Dropped a second time it is told as it is, with the act that did it."""
    keeping.hold_still(conn, it.owner, "versions", it.number)
    version = _mine(conn, it, it.number)
    if version.dropped_at:
        act_id = acts.latest(conn, it.owner, "versions", version.id)
    else:
        version, act_id = _change(conn, it, version.id, dropped_at=it.now)
    text = say("versions.dropped", version=version)
    return ItemChange(blocks.key(version), text, blocks.changed(version, act_id, text))


SUBCOMMANDS = {("/pitch", "versions"): command, ("/pitch", "kept"): command}
LISTS = {"versions": page}
ACTIONS = {
    "version.page": page,
    "version.show": show,
    "version.more": more,
    "version.practise": practise,
    "version.keep": keep,
    "version.rename": rename,
    "version.drop": drop,
}
VIEWS = {"version.keep": submit_keep, "version.rename": submit_rename}
