"""What an actor's events come to: the next, the last, how many visits, and what is said of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.events import Event, EventKind, EventStatus, Role
from bot.domain.tally import tally_words

_EVER_AFTER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Travels:
    """The events of one actor, at one moment."""

    actor: str
    events: Sequence[Event]
    now: datetime

    @property
    def next(self) -> Event | None:
        """What is under way, else what comes first; a trip's leg goes before the trip."""
        ahead = [one for one in self._live() if not self._over(one) and not self._stale(one)]
        return min(self._without_trips(ahead), key=_begins, default=None)

    @property
    def last(self) -> Event | None:
        """What was over last; a trip's leg goes before the trip."""
        past = [one for one in self._live() if self._over(one)]
        return max(self._without_trips(past), key=_begins, default=None)

    @property
    def visits(self) -> list[Event]:
        """The visits made, or begun, by now."""
        return [one for one in self._own_visits() if _begins(one) <= self.now]

    @property
    def visits_by_country(self) -> dict[str, int]:
        """How many visits were made to each country, the most first."""
        places = (one.place.country for one in self.visits if one.place and one.place.country)
        return dict(Counter(places).most_common())

    @property
    def tally(self) -> str | None:
        """What is said of the next visit, else of the last."""
        own = sorted(self._own_visits(), key=_begins)
        ahead = [one for one in own if not self._over(one)]
        past = [one for one in own if self._over(one)]
        tallies = [one.tally for one in [*ahead[:1], *past[-1:]] if one.tally]
        said = (tally_words(one.number, one.previous, one.note) for one in tallies)
        return next((one for one in said if one), None)

    def _own_visits(self) -> list[Event]:
        return [
            one
            for one in self._live()
            if one.kind is EventKind.VISIT
            and any(who.actor == self.actor for who in one.having(Role.VISITOR))
        ]

    def _live(self) -> list[Event]:
        """Return what takes place with the actor in it, as far as is known, and has a date."""
        return [
            one
            for one in self.events
            if not one.dead and one.dates.begins is not None and not self._stays_away(one)
        ]

    def _stays_away(self, event: Event) -> bool:
        roles = {one.role for one in event.participants if one.actor == self.actor}
        return roles == {Role.ABSENTEE}

    def _over(self, event: Event) -> bool:
        over = event.dates.over
        return event.status is EventStatus.OCCURRED or (over is not None and over <= self.now)

    def _stale(self, event: Event) -> bool:
        """Whether it began long ago with an open end, so that nobody waits for it."""
        running = event.status is EventStatus.UNDER_WAY
        return event.dates.open_end and _begins(event) <= self.now and not running

    def _without_trips(self, events: Sequence[Event]) -> list[Event]:
        trips = {one.broader for one in events if one.kind is EventKind.VISIT}
        return [one for one in events if one.id not in trips]


def _begins(event: Event) -> datetime:
    return event.dates.begins or _EVER_AFTER
