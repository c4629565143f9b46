"""What a look-up answers: one shape for the cards and for the JSON that scripts rely on.

The field names are a promise (docs/schema/). Dates are EDTF, instants RFC 3339 in UTC. What may
break a reader raises `schema_version`.
"""

from datetime import date
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, Field

from bot.domain.claims import Stance
from bot.domain.courts import Obligation
from bot.domain.dates import Dates
from bot.domain.edtf import Precision
from bot.domain.events import Certainty, EventKind, EventStatus, Mode, Role, Subtype
from bot.domain.law_answers import PrecedentAnswer
from bot.domain.record import Record
from bot.domain.sources import Standing
from bot.domain.warrants import InstrumentKind, InstrumentStatus, StepKind
from bot.domain.zones import Instant


class Answer(Record):
    """An answer that stands alone."""

    schema_version: Literal[1] = 1


class Named(Record):
    """Somebody or something, with the name to print."""

    id: str
    name: str


class SourceAnswer(Record):
    """Where a fact comes from."""

    id: str
    outlet: str
    origin: str | None
    url: str | None
    published: str | None
    since: str | None = None
    """Of an archive: the first day of which it tells."""
    until: str | None = None


class PlaceAnswer(Record):
    """Where an event is; `country` is an ISO 3166-1 code."""

    name: str
    city: str | None
    country: str | None
    country_name: str | None
    zone: str | None
    disputed: bool


class ParticipantAnswer(Record):
    """Who takes part, and which office they held on the event's date."""

    id: str
    name: str
    role: Role
    mode: Mode
    office: str | None
    represented_by: Named | None = None
    standing: Standing
    note: str | None = None


class DetailAnswer(Record):
    """One thing said about an event, how sure, and by whom."""

    text: str
    standing: Standing
    sources: tuple[str, ...]
    """Outlets, with their origin where they name one."""


class LegExposure(Answer):
    """Whether a state is bound to arrest a subject on a day: true, false, null if not known."""

    subject: str
    subject_name: str
    state: str
    state_name: str
    on: date
    warrant: str | None
    bound: bool | None
    since: date | None
    until: date | None
    articles: tuple[str, ...]
    reason: str
    sources: tuple[SourceAnswer, ...] = ()
    instrument: InstrumentKind | None = None
    """What there is against the subject on that day, as is known: an application is no warrant."""
    obligation: Obligation | None = None
    court: str | None = None
    court_name: str | None = None
    law: str | None = None
    """What the court's hold on states rests on; `articles` are of it."""
    event: str | None = None
    """The event, or the leg of a journey, of whose days it is said."""
    leg: int | None = None
    transit: bool = False
    """Whether it is no more than a stop on the way."""
    last: date | None = None
    """The last of those days; `on` is the first."""

    @property
    def exposes(self) -> bool:
        """Whether there is, or may be, a warrant: what is only applied for exposes nobody."""
        return self.instrument is not InstrumentKind.APPLICATION


class ExposureAnswer(LegExposure):
    """The same with what belongs to it."""

    journey: tuple[LegExposure, ...] = ()
    """Where it is a leg of a journey: every leg, each by the law of its state on its own days."""
    precedents: tuple[PrecedentAnswer, ...] = ()
    """What came of earlier journeys of the subject, and of others to that state."""


class EventSummary(Record):
    """One event in a list, or a leg in its trip."""

    id: str
    kind: EventKind
    subtype: Subtype | None
    title: str
    status: EventStatus
    certainty: Certainty
    start: str | None
    end: str | None
    precision: Precision
    dates: Dates
    """The same in full, with instants, zone, basis and the source's wording."""
    country: str | None
    leg: int | None = None
    revision: int


class TallyAnswer(Record):
    """How many visits there were, as a source counts them."""

    number: int | None
    previous: str | None
    note: str | None
    standing: Standing
    sources: tuple[str, ...]


class EventAnswer(Answer):
    """All that is known of one event."""

    id: str
    kind: EventKind
    subtype: Subtype | None
    title: str
    status: EventStatus
    certainty: Certainty
    certainty_label: str
    standing: Standing
    start: str | None
    end: str | None
    precision: Precision
    dates: Dates
    planned: Dates
    actual: Dates | None
    previously: Dates | None
    place: PlaceAnswer | None
    participants: tuple[ParticipantAnswer, ...]
    broader: str | None
    broader_title: str | None = None
    leg: int | None
    legs: tuple[EventSummary, ...]
    """Of a trip, its legs in order; of another event, the events that name it as `broader`."""
    tally: TallyAnswer | None
    agenda: tuple[DetailAnswer, ...]
    outcomes: tuple[DetailAnswer, ...]
    details: tuple[DetailAnswer, ...]
    note: str | None
    exposures: tuple[ExposureAnswer, ...]
    sources: tuple[SourceAnswer, ...]
    revision: int
    revised_at: Instant


class OfficeAnswer(Record):
    """An office that a person held or holds; start and end are EDTF."""

    id: str
    title: str
    state: str | None
    start: str | None
    end: str | None
    acting: bool
    attested: tuple[str, ...] = ()
    """The days on which a source names the holder by the office, where no start is known."""


class StepAnswer(Record):
    """One step in the history of a warrant; dates are EDTF."""

    on: str | None
    what: StepKind
    public: str | None = None
    """When the world learned of it, where that was later."""
    note: str | None = None
    standing: Standing
    sources: tuple[str, ...] = ()


class WarrantAnswer(Answer):
    """A warrant, summons or application; dates are EDTF."""

    id: str
    court: Named
    subject: Named
    kind: InstrumentKind
    situation: str | None
    requested: str | None
    issued: str | None
    made_public: str | None
    sealed: bool
    status: InstrumentStatus
    status_date: str | None
    office_then: str | None
    charges: str | None
    note: str | None
    standing: Standing
    sources: tuple[SourceAnswer, ...]
    application_public: str | None = None
    history: tuple[StepAnswer, ...] = ()
    """Step by step, in the order of the dates."""
    precedents: tuple[PrecedentAnswer, ...] = ()
    """What came of the subject's earlier journeys."""
    on: date | None = None
    """The day that was asked for; `status` is today's."""
    status_then: InstrumentStatus | None = None
    """Where it stood on that day; null if there was none, nor an application for one."""


class ClaimAnswer(Answer):
    """Who said what about whom."""

    id: str
    claimant: str
    claimant_name: str
    about: tuple[Named, ...]
    proposition: str
    stance: Stance
    denies: str | None
    denied_by: tuple[str, ...] = ()
    """Ids of the claims that deny this one."""
    date: str | None
    outlet: str
    origin: str | None
    standing: Standing
    events: tuple[str, ...] = ()


class ActorCounts(Record):
    """How often an actor appears in what is recorded here."""

    events: int
    visits: int
    """Visits made, as visitor; legs count, trips do not."""
    visits_by_country: dict[str, int]
    last_visits: dict[str, str] = Field(default_factory=dict)
    """When the last visit to each country began; EDTF."""
    claims_made: int
    claims_about: int
    claims_denied: int


class MetAnswer(Record):
    """Somebody whom an actor met, as often as is recorded here; `last` is EDTF."""

    who: Named
    times: int
    last: str | None


class ActorAnswer(Answer):
    """All that is known of one actor."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    country: str | None
    note: str | None
    offices: tuple[OfficeAnswer, ...]
    """Of a person, offices held; of an office, none: see `holders`."""
    holders: tuple[OfficeAnswer, ...] = ()
    """Of an office, who held it: `id` and `title` are the person's."""
    office_now: str | None
    warrants: tuple[WarrantAnswer, ...]
    exposures: tuple[ExposureAnswer, ...] = ()
    """For the events ahead, where the actor is the subject of a warrant."""
    precedents: tuple[PrecedentAnswer, ...] = ()
    """What came of earlier journeys under a warrant."""
    next: EventSummary | None
    last: EventSummary | None
    tally: str | None = None
    """What is said of the next visit, else of the last: "fifth visit, first since 2017"."""
    ahead: tuple[EventSummary, ...] = ()
    """The next events, `next` among them."""
    behind: tuple[EventSummary, ...] = ()
    """The last events, `last` among them; the latest first."""
    met: tuple[MetAnswer, ...] = ()
    """Whom they met most, without summits."""
    met_among: int | None = None
    """In how many of their last events that is; null: in all."""
    counts: ActorCounts
    archives: tuple[SourceAnswer, ...] = ()
    """The archives that are counted: `since` and `until` say of which years they tell."""
    years: str | None = None
    """Of a state that is no more: "1922–1991"."""
    successors: tuple[Named, ...] = ()
    """Of a state that is no more: the states that came after it."""
    claims: tuple[ClaimAnswer, ...] = ()
    """The latest, with the denials of them."""
    sources: tuple[SourceAnswer, ...] = ()
    as_of: Instant | None = None
    """When the latest of their events around now was recorded last."""


class ChangeAnswer(Record):
    """One difference between two revisions."""

    field: str
    before: str | None
    after: str | None
    actor: Named | None
    text: str


class RevisionAnswer(Answer):
    """One state of an event, and how it came about."""

    event: str
    revision: int
    at: Instant
    by: str
    source: SourceAnswer | None
    reason: str | None
    changes: tuple[ChangeAnswer, ...]
    status: EventStatus
    start: str | None
    end: str | None


Item = TypeVar("Item", bound=Record)


class Listing(Answer, Generic[Item]):
    """Several answers; `total` counts those that a limit left out, too."""

    # Docstrings are read from the source around the first use of a generic model, which fails
    # where that stands amid a statement of several lines.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: tuple[Item, ...]
    total: int
    more: bool = False
    """Whether there are more than `total`: counting stops at 10,000 events."""
    interpretation: str | None = None
    """How a range or filter that somebody typed was understood."""
    sources: tuple[SourceAnswer, ...] = ()
    """Of events, where they come from; other items name their own."""
    as_of: Instant | None = None
    """Of events, when the latest of them was recorded last."""
