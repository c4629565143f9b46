"""Dated events between actors: visits and trips, summits, meetings, calls, signings, hearings."""

from collections import Counter
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.domain.countries import CountryCode
from bot.domain.dates import Dates
from bot.domain.edtf import OPEN, Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Detail, Standing
from bot.domain.zones import ZoneName


class EventKind(StrEnum):
    """What an event is."""

    VISIT = "visit"
    TRIP = "trip"
    """Several visits in one journey, which are its legs."""
    SUMMIT = "summit"
    MEETING = "meeting"
    CALL = "call"
    SIGNING = "signing"
    HEARING = "hearing"
    DEADLINE = "deadline"
    OTHER = "other"


class Subtype(StrEnum):
    """The protocol rank of a visit."""

    STATE = "state"
    OFFICIAL = "official"
    WORKING = "working"
    PRIVATE = "private"
    TRANSIT = "transit"
    UNANNOUNCED = "unannounced"


class EventStatus(StrEnum):
    """Where the plan stands: schema.org's EventStatusType, with the last two added."""

    SCHEDULED = "scheduled"
    RESCHEDULED = "rescheduled"
    POSTPONED = "postponed"
    """Put off with no new date."""
    CANCELLED = "cancelled"
    MOVED_ONLINE = "moved-online"
    UNDER_WAY = "under-way"
    OCCURRED = "occurred"


class Certainty(StrEnum):
    """How likely an event is to occur: IPTC's event occurrence status (eocstat)."""

    UNPLANNED = "eos0"
    PLANNED_ONLY = "eos1"
    HIGHLY_UNCERTAIN = "eos2"
    MAY_OCCUR = "eos3"
    HIGHLY_LIKELY = "eos4"
    CERTAIN = "eos5"
    CANCELLED = "eos6"

    @property
    def label(self) -> str:
        """The meaning in words."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.UNPLANNED: "not planned",
    Certainty.PLANNED_ONLY: "planned",
    Certainty.HIGHLY_UNCERTAIN: "planned, highly uncertain",
    Certainty.MAY_OCCUR: "planned, may occur",
    Certainty.HIGHLY_LIKELY: "planned, highly likely",
    Certainty.CERTAIN: "planned, certain",
    Certainty.CANCELLED: "planned, then cancelled",
}


class Role(StrEnum):
    """What an actor does in an event."""

    VISITOR = "visitor"
    HOST = "host"
    INVITER = "inviter"
    ORGANISER = "organiser"
    ATTENDEE = "attendee"
    DELEGATION = "delegation"
    MEDIATOR = "mediator"
    ABSENTEE = "absentee"
    """Declined, or stayed away."""


class Mode(StrEnum):
    """How an actor takes part."""

    IN_PERSON = "in-person"
    REMOTE = "remote"
    REPRESENTED = "represented"
    """By the actor named in `represented_by`."""


class Participant(Record):
    """An actor in an event."""

    actor: Slug
    role: Role
    mode: Mode = Mode.IN_PERSON
    represented_by: Slug | None = None
    standing: Standing = Standing.REPORTED
    note: Line | None = None
    """Such as the reason for staying away."""


class Place(Record):
    """Where an event is."""

    name: Line
    """As the source writes it."""
    city: Line | None = None
    country: CountryCode | None = None
    zone: ZoneName | None = None
    disputed: bool = False
    """Whether the territory is disputed between states."""


class VisitTally(Record):
    """What a source says of earlier visits: "the fifth, and the first since 2017"."""

    number: Annotated[int, Field(ge=1)] | None = None
    """Which visit of this actor to this country it is."""
    previous: Edtf | None = None
    """When the last one before it was."""
    note: Line | None = None
    """What exactly is counted, such as "state visits only"."""
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()


class Event(Record):
    """An event as it is known at one moment. Status and certainty are two separate things."""

    id: Slug
    revision: Annotated[int, Field(ge=0)] = 0
    """The number of changes known so far, as iCalendar's SEQUENCE; 0 before it is recorded."""
    kind: EventKind
    subtype: Subtype | None = None
    title: Line
    broader: Slug | None = None
    """The event of which it is a part: a leg's trip, a side meeting's summit."""
    leg: Annotated[int, Field(ge=1)] | None = None
    """The place of a visit in its trip, counted from 1."""
    participants: tuple[Participant, ...] = ()
    place: Place | None = None
    status: EventStatus = EventStatus.SCHEDULED
    certainty: Certainty
    standing: Standing
    """How sure it is that the event itself is as said here."""
    planned: Dates = Dates()
    actual: Dates | None = None
    previously: Dates | None = None
    """The plan before the last change of dates (schema.org: previousStartDate)."""
    tally: VisitTally | None = None
    agenda: tuple[Detail, ...] = ()
    """What it is to be about."""
    outcomes: tuple[Detail, ...] = ()
    """What is expected of it, or came of it."""
    details: tuple[Detail, ...] = ()
    """Whatever else is known."""
    note: Prose | None = None
    """An editor's remark, such as a contradiction between sources."""
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.leg is not None and self.broader is None:
            raise ValueError("a leg needs the id of its trip in 'broader'")
        if self.subtype and self.kind not in (EventKind.VISIT, EventKind.TRIP):
            raise ValueError(f"a {self.kind} has no subtype; only visits and trips have one")
        if self.status is EventStatus.POSTPONED and self.planned.start is not None:
            raise ValueError(
                "a postponed event has no date: move it to 'previously', or use 'rescheduled'"
            )
        if self.broader == self.id:
            raise ValueError("an event cannot be a part of itself")
        for dates in (self.planned, self.actual or self.planned):
            dates.check_days(dates.zone or self.zone)
        return self

    @model_validator(mode="after")
    def _nobody_twice(self) -> Self:
        parts = [(one.actor, one.role) for one in self.participants]
        if len(parts) == len(set(parts)):
            return self
        seen = Counter(parts)
        for (actor, role), times in seen.items():
            if times > 1:
                raise ValueError(f"{actor} is named {times} times as {role}")
        return self

    @property
    def dates(self) -> Dates:
        """The dates in force: what happened where that is known, else what is planned."""
        if self.actual is None or self.actual.start is None:
            return self.zoned(self.planned)
        end, end_at = self.actual.end, self.actual.end_at
        if end is None and self.status is not EventStatus.OCCURRED:
            end, end_at = _end_not_before(self.actual.start, self.planned)
        if (end, end_at) == (self.actual.end, self.actual.end_at):
            return self.zoned(self.actual)
        return self.zoned(self.actual.model_copy(update={"end": end, "end_at": end_at}))

    def zoned(self, dates: Dates) -> Dates:
        """Return `dates` of this event with the zone in which its days are counted."""
        if dates.zone or self.zone is None:
            return dates
        return dates.model_copy(update={"zone": self.zone})

    @property
    def zone(self) -> str | None:
        """The zone in which its days are counted."""
        return self.planned.zone or (self.place.zone if self.place else None)

    @property
    def dead(self) -> bool:
        """Whether it will not take place, as far as is known."""
        return self.status in (EventStatus.CANCELLED, EventStatus.POSTPONED)

    def having(self, *roles: Role) -> tuple[Participant, ...]:
        """Return the participants in any of `roles`, in order."""
        return tuple(one for one in self.participants if one.role in roles)


def _end_not_before(start: str, planned: Dates) -> tuple[str | None, datetime | None]:
    """Return the planned end, unless the event began after it."""
    if planned.end in (None, OPEN) or span(str(planned.end)).last < span(start).first:
        return (OPEN if planned.end == OPEN else None), None
    return planned.end, planned.end_at
