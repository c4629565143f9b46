"""How an event came to be as it is known: its revisions, each with its diff and its source."""

from bot.domain.answers import ChangeAnswer, Listing, RevisionAnswer
from bot.domain.revision import Change, Revision
from bot.lookup.refs import Refs, resolve
from bot.store import events
from bot.store.database import Session


async def history(session: Session, event_id: str) -> Listing[RevisionAnswer] | None:
    """Return every revision of an event, the first one first; none if there is no such event."""
    found = await events.revisions(session, event_id)
    if not found:
        return None
    refs = await _resolve(session, found)
    items = tuple(_answer(one, refs) for one in found)
    return Listing[RevisionAnswer](items=items, total=len(items))


async def revision_answer(session: Session, event_id: str, number: int) -> RevisionAnswer | None:
    """Return one revision of an event."""
    found = await events.revision(session, event_id, number)
    return _answer(found, await _resolve(session, (found,))) if found else None


async def change_answers(session: Session, changes: tuple[Change, ...]) -> tuple[ChangeAnswer, ...]:
    """Return changes with the names of those whom they concern."""
    refs = await resolve(session, actors={one.actor for one in changes if one.actor})
    return tuple(_change(one, refs) for one in changes)


async def _resolve(session: Session, found: tuple[Revision, ...]) -> Refs:
    return await resolve(
        session,
        actors={change.actor for one in found for change in one.changes if change.actor},
        sources={one.source for one in found if one.source},
    )


def _answer(revision: Revision, refs: Refs) -> RevisionAnswer:
    dates = revision.event.dates
    return RevisionAnswer(
        event=revision.event.id,
        revision=revision.number,
        at=revision.at,
        by=revision.by,
        source=refs.source(revision.source) if revision.source else None,
        reason=revision.reason,
        changes=tuple(_change(one, refs) for one in revision.changes),
        status=revision.event.status,
        start=dates.start,
        end=dates.end,
    )


def _change(change: Change, refs: Refs) -> ChangeAnswer:
    text = str(change)
    if change.actor:
        text = text.replace(f"{change.field} {change.actor}", f"{change.field} "
                            f"{refs.name(change.actor)}", 1)  # fmt: skip
    return ChangeAnswer(
        field=change.field,
        before=change.before,
        after=change.after,
        actor=refs.named(change.actor) if change.actor else None,
        text=text,
    )
