"""How to read somebody's table of visits: which column says what, and what its words mean here.

A mapping is a file of its own, so that an archive that nobody thought of needs no code.
"""

from enum import StrEnum

from pydantic import Field, model_validator

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf
from bot.domain.events import EventKind, Role, Subtype
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing


class ArchiveSource(Record):
    """Who made the table."""

    id: Slug
    outlet: Line
    """Who publishes it."""
    url: Line | None = None
    note: Prose | None = None
    """Such as its licence, and what is not in it."""


class DateColumns(Record):
    """Where the dates stand. Without a format they are EDTF, of which ISO dates are a part."""

    start: Line
    end: Line | None = None
    """The column of the last day; an empty cell says that the source does not give it."""
    formats: tuple[Line, ...] = ()
    """Such as ``%d %B %Y`` or ``%B %Y`` (Python's strptime), tried in order before EDTF. A date
    is as precise as its format."""


class NameStyle(StrEnum):
    """What stands in the cell with the persons."""

    TITLED = "titled"
    """One or several, each with the title of an office: "President A and Prime Minister B"."""
    PLAIN = "plain"
    """One person's name and nothing else."""


class SamePerson(Record):
    """Spellings that somebody looked up: they are one person, although the list does not show."""

    state: Line
    """As the state stands in `state_key`, else in `state_column`."""
    names: tuple[Line, ...] = Field(min_length=2)


class PersonColumns(Record):
    """Where the persons stand, of which state they are, and in which office."""

    column: Line
    style: NameStyle = NameStyle.TITLED
    key: Line | None = None
    """A column by which the source itself tells persons apart, such as a number. Without one,
    persons are told apart by name, state and years."""
    role: Role = Role.VISITOR
    state_column: Line | None = None
    """The column of the state that they are of."""
    state: CountryCode | None = None
    """The state that all are of, where there is no column for it."""
    state_key: Line | None = None
    """A column that stands for the same state under its several names."""
    office_column: Line | None = None
    """The column of the office, where it does not stand with the name."""
    offices: dict[str, Line] = Field(default_factory=dict)
    """What a value of that column means: ``secretary: Secretary of State``."""

    same: tuple[SamePerson, ...] = ()
    """What an editor decided; all else is left to the names and years."""

    @model_validator(mode="after")
    def _of_some_state(self) -> "PersonColumns":
        if (self.state_column is None) == (self.state is None):
            raise ValueError("give either 'state_column' or 'state'")
        return self


class PlaceColumns(Record):
    """Where the place stands, or the one country that all events are in."""

    country: CountryCode | None = None
    country_column: Line | None = None
    city_column: Line | None = None

    @model_validator(mode="after")
    def _some_country(self) -> "PlaceColumns":
        if (self.country_column is None) == (self.country is None):
            raise ValueError("give either 'country_column' or 'country'")
        return self


class SubtypeWords(Record):
    """Words of the remarks that say what a visit was."""

    words: Line
    subtype: Subtype


class TripRule(Record):
    """When the rows of one person are the legs of one journey."""

    gap_days: int = Field(1, ge=0, le=30)
    """At most so many days from the end of a leg to the beginning of the next."""


class StateName(Record):
    """What a name of the table means, where the libraries do not know it."""

    names: tuple[Line, ...]
    country: CountryCode | None = None
    """A state of today."""
    state: Slug | None = None
    """A state that is no more, from ``former-states.yaml``; in force only in its own years."""


class Mapping(Record):
    """How to read one table."""

    id: Slug = Field(max_length=40)
    """Begins the id of every event that comes from it; with the row's own id it never changes."""
    title: Line
    source: ArchiveSource
    row: Line
    """The column with the source's own id of a row; it must tell the rows apart for ever."""
    kind: EventKind = EventKind.VISIT
    dates: DateColumns
    people: PersonColumns
    place: PlaceColumns
    remarks: Line | None = None
    """The column with the words of the source."""
    subtypes: tuple[SubtypeWords, ...] = ()
    """The first of which the words begin the remarks decides."""
    standing: Standing = Standing.CONFIRMED
    """How sure the source makes it: an official record confirms."""
    trips: TripRule | None = None
    """None where rows are never joined."""
    states: tuple[StateName, ...] = ()
    """What its names of states mean, besides those that are known anyway."""

    def columns(self) -> list[str]:
        """Return the columns that the table must have."""
        wanted = (
            self.row, self.dates.start, self.dates.end, self.people.column, self.people.key,
            self.people.state_column, self.people.state_key, self.people.office_column,
            self.place.country_column, self.place.city_column, self.remarks,
        )  # fmt: skip
        return [one for one in dict.fromkeys(wanted) if one is not None]


class FormerState(Record):
    """A state that is no more."""

    id: Slug
    name: Line
    aliases: tuple[Line, ...] = ()
    named: tuple[Line, ...]
    """What archives call it, also the name of the state of today, which it then was in its
    years."""
    founded: Edtf
    dissolved: Edtf
    country: CountryCode | None = None
    """The state of today that goes on as the same; none where nobody does."""
    successors: tuple[CountryCode, ...] = ()
    cities: dict[Line, CountryCode] = Field(default_factory=dict)
    """In which state of today its cities are, where that is not the one that goes on."""
    note: Prose | None = None


class FormerStates(Record):
    """The file of the states that are no more."""

    states: tuple[FormerState, ...]
