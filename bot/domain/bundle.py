"""Facts that arrive together: what a seed file holds, and an item of the wire."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from bot.domain.actors import Actor, Occupancy
from bot.domain.claims import Claim
from bot.domain.courts import Court
from bot.domain.events import Event, Participant
from bot.domain.precedents import Precedent
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Detail, SourceReport
from bot.domain.subscription import Channel, Subscription
from bot.domain.treaties import TreatyStatus
from bot.domain.warrants import LegalInstrument
from bot.domain.zones import Instant


def _unnumbered(event: Event) -> Event:
    if event.revision:
        raise ValueError("leave out 'revision': Dragoman counts the revisions itself")
    return event


NewEvent = Annotated[Event, AfterValidator(_unnumbered)]


class Additions(Record):
    """What is added to the lists of an event."""

    participants: tuple[Participant, ...] = ()
    """An actor already there in the same role is replaced."""
    agenda: tuple[Detail, ...] = ()
    outcomes: tuple[Detail, ...] = ()
    details: tuple[Detail, ...] = ()
    sources: tuple[Slug, ...] = ()


class EventChange(Record):
    """What became known about an event that is already recorded."""

    event: Slug
    set: Mapping[str, Any] = Field(default_factory=dict)
    """Field to new value, written as in an event."""
    add: Additions = Additions()
    reason: Prose | None = None
    correction: bool = False
    """Whether what was recorded before was wrong, and not only has changed."""

    def applied_to(self, event: Event) -> dict[str, Any]:
        """Return the changed fields of `event`, ready for `revise`.

        Raises ValueError for a field that no event has or that may not be set.
        """
        unknown = sorted(set(self.set) - (set(Event.model_fields) - {"id", "revision"}))
        if unknown:
            raise ValueError(f"an event has no field {unknown[0]!r} that can be set")
        changed = dict(self.set)
        for name in ("agenda", "outcomes", "details", "sources"):
            new = [one for one in getattr(self.add, name) if one not in getattr(event, name)]
            if new:
                changed[name] = (*getattr(event, name), *new)
        if self.add.participants:
            people = {(one.actor, one.role): one for one in event.participants}
            people |= {(one.actor, one.role): one for one in self.add.participants}
            changed["participants"] = tuple(people.values())
        return changed


class Bundle(Record):
    """Facts of every kind; all lists may be missing."""

    sources: tuple[SourceReport, ...] = ()
    actors: tuple[Actor, ...] = ()
    occupancies: tuple[Occupancy, ...] = ()
    treaties: tuple[TreatyStatus, ...] = ()
    courts: tuple[Court, ...] = ()
    warrants: tuple[LegalInstrument, ...] = ()
    events: tuple[NewEvent, ...] = ()
    changes: tuple[EventChange, ...] = ()
    claims: tuple[Claim, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    channels: tuple[Channel, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()


class WireItem(Bundle):
    """What became known at one moment. An item is taken in once, however often it is read."""

    id: Slug
    at: Instant
    """When it became known."""
    headline: Line
    """What the item is about, in our words."""
    source: Slug | None = None
    """The report that brought it."""


class SeedFile(Bundle):
    """One file of seeds: background facts, or a wire of dated items, or both."""

    title: Line | None = None
    """What the file holds."""
    wire: tuple[WireItem, ...] = ()
    """In the order in which they became known."""
