"""What one channel wants to hear of, and when."""

from datetime import time

from bot.domain.alerts import AlertKind
from bot.domain.cadence import DEFAULT_OFFSETS, Offset
from bot.domain.countries import CountryCode
from bot.domain.events import Certainty, Event, EventKind
from bot.domain.record import Line, Record, Slug
from bot.domain.zones import ZoneName

WARRANT_ALERTS = frozenset({AlertKind.EXPOSURE, AlertKind.WARRANT})

_LIKELIHOOD = (
    Certainty.UNPLANNED, Certainty.CANCELLED, Certainty.HIGHLY_UNCERTAIN, Certainty.PLANNED_ONLY,
    Certainty.MAY_OCCUR, Certainty.HIGHLY_LIKELY, Certainty.CERTAIN,
)  # fmt: skip
"""IPTC's codes in the order of how likely the event is."""


class Channel(Record):
    """A place on a platform that can be posted to."""

    id: Slug
    platform: Line
    """The name of the adapter: console, slack, discord."""
    address: Line
    """What the platform calls the channel: its id there, or ``#name`` on the console."""
    name: Line
    zone: ZoneName = "UTC"


class Filter(Record):
    """Which events and warrants a channel wants; an empty field lets everything through."""

    actors: tuple[Slug, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    least_certainty: Certainty | None = None
    exposure_only: bool = False
    """Only events in which the subject of a warrant is due in a state, and warrants."""

    def wants_event(self, event: Event, *, exposed: bool) -> bool:
        """Whether the channel wants to hear of an event; `exposed`: a warrant's subject comes."""
        actors = {one.actor for one in event.participants}
        country = event.place.country if event.place else None
        return all(
            (
                exposed or not self.exposure_only,
                not self.actors or bool(actors & set(self.actors)),
                not self.countries or country in self.countries,
                not self.kinds or event.kind in self.kinds,
                self.least_certainty is None or _at_least(event.certainty, self.least_certainty),
            )
        )

    def wants_subject(self, subject: str) -> bool:
        """Whether the channel wants news of warrants against `subject`."""
        return not self.actors or subject in self.actors


def _at_least(certainty: Certainty, least: Certainty) -> bool:
    return _LIKELIHOOD.index(certainty) >= _LIKELIHOOD.index(least)


class Subscription(Record):
    """One channel's wish: a filter, and when to be told."""

    id: Slug
    channel: Slug
    filter: Filter = Filter()
    reminders: tuple[Offset, ...] = DEFAULT_OFFSETS
    digest_at: time | None = None
    """The hour of the daily digest in the channel's zone; none for no digest."""
