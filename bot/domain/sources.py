"""Who reported something, and from whom they had it."""

from enum import StrEnum

from bot.domain.edtf import Edtf
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.zones import Instant


class Standing(StrEnum):
    """How sure one statement is, in the words of its source."""

    CONFIRMED = "confirmed"
    """Happened, or was confirmed by those it concerns or by an official record."""
    ANNOUNCED = "announced"
    """Those it concerns said it would be so."""
    EXPECTED = "expected"
    """Officials or observers expect it."""
    REPORTED = "reported"
    """Media report it, or it is taken from a list that nobody here has checked."""
    CLAIMED = "claimed"
    """One side asserts it."""
    DENIED = "denied"
    """Those it concerns say that it is not so."""


class SourceReport(Record):
    """One report by one outlet. Several outlets that share an origin count as one."""

    id: Slug
    outlet: Line
    """Who published it."""
    origin: Line | None = None
    """Whom the outlet had it from, where it says so: another outlet, an official, a document."""
    url: Line | None = None
    published: Edtf | None = None
    published_at: Instant | None = None
    since: Edtf | None = None
    """Of an archive: the first day of which it tells."""
    until: Edtf | None = None
    """Of an archive: the last day of which it tells."""
    note: Prose | None = None


class Detail(Record):
    """One thing said about an event: an agenda item, an expected outcome, a circumstance."""

    text: Prose
    standing: Standing
    sources: tuple[Slug, ...] = ()
