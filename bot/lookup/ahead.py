"""What falls due for a channel by the calendar as it stands, and what will hold it back then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.domain.cadence import presumed_end, presumed_start, reminders
from bot.domain.channel_answers import ComingAnswer, PauseAnswer
from bot.domain.events import Event, EventStatus
from bot.domain.filters import only_about
from bot.domain.subscription import Channel, DigestTime, Subscription, next_digest

_AHEAD = (EventStatus.SCHEDULED, EventStatus.RESCHEDULED, EventStatus.MOVED_ONLINE)
_NEVER_QUIET = AlertKind.DIGEST
"""Whoever asks for a digest at an hour wants it at that hour."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """A channel with all that it wants and set aside: what decides on what it is to hear."""

    place: Channel
    wishes: Sequence[Subscription]
    pause: PauseAnswer
    snoozes: dict[str, datetime]
    muted: frozenset[str]

    def of_event(
        self, event: Event, wanting: Sequence[Subscription], since: datetime
    ) -> Iterator[ComingAnswer]:
        """Yield what is still to come of an event for the subscriptions that want it."""
        if only_about(event, self.muted):
            return
        for kind, offset, at in _due(event, wanting, self.place.zone):
            if at is not None and at > since and _still(event, kind):
                held, until = self._gate(kind, at, event.id)
                yield ComingAnswer(
                    at=at,
                    kind=kind,
                    event=event.id,
                    title=event.title,
                    offset=offset,
                    held=held,
                    until=until,
                )

    def digests(self, since: datetime, until: datetime) -> Iterator[ComingAnswer]:
        """Yield the digests that fall in (since, until]."""
        times: tuple[DigestTime, ...] = tuple(
            digest
            for one in self.wishes
            if one.wants_kind(AlertKind.DIGEST)
            for digest in one.digests
        )
        at = next_digest(times, self.place.zone, since)
        while at is not None and at <= until:
            held, ends = self._gate(AlertKind.DIGEST, at)
            yield ComingAnswer(at=at, kind=AlertKind.DIGEST, held=held, until=ends)
            at = next_digest(times, self.place.zone, at)

    def _gate(
        self, kind: AlertKind, at: datetime, event: str | None = None
    ) -> tuple[str | None, datetime | None]:
        """Return what holds back something due at an instant, and until when."""
        ends = self.pause.until
        if self.pause.paused and (ends is None or at < ends):
            return "paused", ends
        snoozed = self.snoozes.get(event) if event else None
        if snoozed is not None and at < snoozed:
            return "snoozed", snoozed
        if kind is _NEVER_QUIET:
            return None, None
        quiet = [one.quiet.until(at, self.place.zone) for one in self.wishes if one.quiet]
        last = max((one for one in quiet if one is not None), default=None)
        return ("quiet hours", last) if last is not None else (None, None)


def _due(
    event: Event, wanting: Iterable[Subscription], zone: str
) -> Iterator[tuple[AlertKind, str | None, datetime | None]]:
    """Yield the turns of an event's schedule and the reminders before it: kind, offset, instant.

    The ladder of a channel is that of all its subscriptions.
    """
    wanting = tuple(wanting)
    ladder = dict.fromkeys(
        offset for one in wanting if one.wants_kind(AlertKind.REMINDER) for offset in one.reminders
    )
    rungs = sorted(reminders(event.dates, tuple(ladder), zone), key=lambda due: due.offset)
    for due in {one.at: one for one in rungs}.values():  # two at one instant are one reminder
        yield AlertKind.REMINDER, due.offset, due.at
    if any(one.wants_kind(AlertKind.UNDER_WAY) for one in wanting):
        yield AlertKind.UNDER_WAY, None, presumed_start(event.dates)
    if any(one.wants_kind(AlertKind.CONCLUDED) for one in wanting):
        yield AlertKind.CONCLUDED, None, presumed_end(event.dates)


def _still(event: Event, kind: AlertKind) -> bool:
    """Whether an event is in a state in which its schedule still says so."""
    running = event.status is EventStatus.UNDER_WAY and kind is AlertKind.CONCLUDED
    return running or event.status in _AHEAD
