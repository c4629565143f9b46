"""How an event came to be known: since when, by whom, where sources differ, who was told."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain.answers import EventAnswer, RevisionAnswer, SourceAnswer
from bot.domain.date_words import NO_DATE
from bot.domain.delivery import DeliveryState
from bot.domain.dossier_answers import (
    DifferenceAnswer,
    EventDossier,
    RevisionNote,
    ToldAnswer,
    VersionAnswer,
)
from bot.domain.revision import UNSAID
from bot.domain.subscription import Channel
from bot.lookup.event import event_answer
from bot.lookup.history import history
from bot.lookup.subscriptions import where
from bot.store import attention, journal
from bot.store.database import Session

_TOLD_APART = ("dates", "earlier visits")
"""The fields in which one source contradicts another, where elsewhere it only says more."""


async def dossier(
    session: Session,
    event_id: str,
    now: datetime,
    *,
    revision: int | None = None,
    places: Sequence[Channel] = (),
) -> EventDossier | None:
    """Return all that is known of an event; none if there is no such event or revision.

    `places` are the channels of which it is said whether they were told.
    """
    answer = await event_answer(session, event_id, now, revision=revision)
    found = await history(session, event_id)
    if answer is None or found is None:
        return None
    revisions = [one for one in found.items if one.revision <= answer.revision]
    return EventDossier(
        **_fields(answer),
        known_since=revisions[0].at,
        revisions=tuple(map(_note, revisions)),
        differences=_differences(revisions),
        told=await _told(session, event_id, places),
    )


def _fields(answer: EventAnswer) -> dict[str, object]:
    return {name: getattr(answer, name) for name in EventAnswer.model_fields}


def _note(one: RevisionAnswer) -> RevisionNote:
    return RevisionNote(
        number=one.revision,
        at=one.at,
        by=one.by,
        source=_whence(one.source),
        changes=one.changes,
    )


def _differences(revisions: Sequence[RevisionAnswer]) -> tuple[DifferenceAnswer, ...]:
    """Return the fields of which several sources gave several values, with who said what."""
    found = (_difference(field, revisions) for field in _TOLD_APART)
    return tuple(one for one in found if len({version.source for version in one.versions}) > 1)


def _difference(field: str, revisions: Sequence[RevisionAnswer]) -> DifferenceAnswer:
    versions: list[VersionAnswer] = []
    first = revisions[0]
    for one in revisions:
        for change in one.changes:
            if change.field != field or change.after in (None, NO_DATE, UNSAID):
                continue
            if not versions and change.before not in (None, NO_DATE):
                versions.append(_version(str(change.before), first))
            versions.append(_version(str(change.after), one))
    return DifferenceAnswer(field=field, versions=tuple(versions))


def _version(said: str, by: RevisionAnswer) -> VersionAnswer:
    return VersionAnswer(said=said, source=_whence(by.source), at=by.at)


def _whence(source: SourceAnswer | None) -> str | None:
    if source is None:
        return None
    origin = source.origin
    return f"{origin}, via {source.outlet}" if origin and origin != source.outlet else source.outlet


async def _told(
    session: Session, event_id: str, places: Iterable[Channel]
) -> tuple[ToldAnswer, ...]:
    known = {one.id: one for one in places}
    told = await attention.tellings(session, known, [event_id])
    found = []
    for (channel, _), one in sorted(told.items()):
        entries = await journal.entries_about(session, channel, event_id)
        sent = [each.delivery.sent_at for each in entries
                if each.delivery.state is DeliveryState.SENT and each.delivery.sent_at]  # fmt: skip
        found.append(
            ToldAnswer(
                channel=where(known[channel]),
                revision=one.revision,
                message=one.receipt.message if one.receipt else None,
                at=min(sent, default=None),
            )
        )
    return tuple(found)
