"""What an actor's events come to: the next, the last, how many visits, and what is said of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from bot.domain.countries import country_name
from bot.domain.events import Event, EventKind, EventStatus, Role
from bot.domain.presence import is_over
from bot.domain.tally import tally_words

_EVER_AFTER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Travels:
    """The events of one actor, at one moment; what is asked twice is found out once."""

    actor: str
    events: Sequence[Event]
    now: datetime

    @property
    def next(self) -> Event | None:
        """What is under way, else what comes first; a trip's leg goes before the trip."""
        return next(iter(self.ahead), None)

    @cached_property
    def ahead(self) -> list[Event]:
        """What is under way or to come, in order; of a trip, its legs."""
        ahead = [one for one in self._live if not self._over(one) and not self._stale(one)]
        return sorted(self._without_trips(ahead), key=_begins)

    @property
    def last(self) -> Event | None:
        """What was over last; a trip's leg goes before the trip."""
        return next(iter(self.behind), None)

    @cached_property
    def behind(self) -> list[Event]:
        """What is over, the latest first; of a trip, its legs."""
        past = [one for one in self._live if self._over(one)]
        return sorted(self._without_trips(past), key=_begins, reverse=True)

    @cached_property
    def visits(self) -> list[Event]:
        """The visits made, or begun, by now."""
        return [one for one in self._own_visits if _begins(one) <= self.now]

    @property
    def visits_by_country(self) -> dict[str, int]:
        """How many visits were made to each country, the most first."""
        places = (one.place.country for one in self.visits if one.place and one.place.country)
        return dict(Counter(places).most_common())

    @property
    def last_visits(self) -> dict[str, str]:
        """When the last visit to each country began."""
        made = sorted(self.visits, key=_begins)
        return {one.place.country: one.dates.start for one in made
                if one.place and one.place.country and one.dates.start}  # fmt: skip

    @property
    def tally(self) -> str | None:
        """What is said of the next visit, else of the last."""
        own = sorted(self._own_visits, key=_begins)
        ahead = [one for one in own if not self._over(one)]
        past = [one for one in own if self._over(one)]
        counted = [(one.tally, one.place) for one in [*ahead[:1], *past[-1:]] if one.tally]
        said = (
            tally_words(
                tally.number,
                tally.previous,
                tally.note,
                country_name(place.country) if place and place.country else None,
            )
            for tally, place in counted
        )
        return next((one for one in said if one), None)

    @cached_property
    def _own_visits(self) -> list[Event]:
        return [
            one
            for one in self._live
            if one.kind is EventKind.VISIT
            and any(who.actor == self.actor for who in one.having(Role.VISITOR))
        ]

    @cached_property
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
        return is_over(event, self.now)

    def _stale(self, event: Event) -> bool:
        """Whether it began long ago with an open end, so that nobody waits for it."""
        running = event.status is EventStatus.UNDER_WAY
        return event.dates.open_end and _begins(event) <= self.now and not running

    def _without_trips(self, events: Sequence[Event]) -> list[Event]:
        trips = {one.broader for one in events if one.kind is EventKind.VISIT}
        return [one for one in events if one.id not in trips]


def _begins(event: Event) -> datetime:
    return event.dates.begins or _EVER_AFTER
