"""The phrases that every card shares, so that the same fact is said in the same words everywhere.

Nothing here says more than the record does: a claim stays a claim, an unknown stays unknown.
"""

from bot.cards.language import date_words
from bot.domain.answers import (
    DetailAnswer,
    LegExposure,
    PlaceAnswer,
    SourceAnswer,
    TallyAnswer,
)
from bot.domain.courts import Obligation
from bot.domain.dates import Dates
from bot.domain.events import EventKind, EventStatus, Subtype
from bot.domain.sources import Standing
from bot.domain.tally import tally_words
from bot.domain.warrants import InstrumentKind

STATUS_WORDS = {
    EventStatus.SCHEDULED: "scheduled",
    EventStatus.RESCHEDULED: "new dates set",
    EventStatus.POSTPONED: "postponed, no new date",
    EventStatus.CANCELLED: "cancelled",
    EventStatus.MOVED_ONLINE: "moved online",
    EventStatus.UNDER_WAY: "under way",
    EventStatus.OCCURRED: "took place",
}
BOUND_WORDS = {True: "bound to arrest", False: "not bound", None: "not known"}


def edtf_words(text: str) -> str:
    """Say one EDTF date in words: "June 2024", "about 2017"."""
    return date_words(Dates(start=text))


def published_words(published: str) -> str:
    """Say when something was published, whether its day or its instant is given."""
    return edtf_words(published.partition("T")[0])


def tally_line(tally: TallyAnswer) -> str:
    """Say a tally and how sure it is."""
    said = tally_words(tally.number, tally.previous, tally.note)
    return f"{said} ({standing_words(tally.standing, tally.sources)})"


def standing_words(standing: Standing, sources: tuple[str, ...] = ()) -> str:
    """Say how sure a statement is and who makes it: "expected; Reuters, via Wire story"."""
    return "; ".join((str(standing), *sources))


def detail_line(detail: DetailAnswer) -> str:
    """Say one thing about an event, with how sure it is."""
    return f"{detail.text.rstrip('.')} ({standing_words(detail.standing, detail.sources)})"


def kind_words(kind: EventKind, subtype: Subtype | None) -> str:
    """Say what an event is: "state visit"."""
    return f"{subtype} {kind}" if subtype else str(kind)


def place_words(place: PlaceAnswer) -> str:
    """Say where: "Hanoi, Vietnam"; a disputed territory is marked as such."""
    said = place.name
    for more in (place.city, place.country_name):
        if more and more.casefold() not in said.casefold():
            said += f", {more}"
    return f"{said} (disputed)" if place.disputed else said


def titled(title: str, place: PlaceAnswer | None) -> str:
    """Return a title with the town behind it, unless the title says it already."""
    town = place and (place.city or place.country_name or place.name)
    if not town or town.casefold() in title.casefold():
        return title
    return f"{title} ({town})"


def origin_words(outlet: str, origin: str | None) -> str:
    """Say whose word it is: "Reuters, via Wire story" where the outlet names its origin."""
    return f"{origin}, via {outlet}" if origin and origin != outlet else outlet


def source_line(source: SourceAnswer) -> str:
    """Say where a fact comes from: origin, outlet, day, address."""
    said = origin_words(source.outlet, source.origin)
    if source.published:
        said += f", {published_words(source.published)}"
    return f"{said}, {source.url}" if source.url else said


def reach_words(archive: SourceAnswer) -> str:
    """Say from when to when an archive tells: "1874 to 2024 (Office of the Historian …)"."""
    years = [one[:4] for one in (archive.since, archive.until) if one]
    return f"{' to '.join(years)} ({origin_words(archive.outlet, archive.origin)})"


def source_lines(sources: tuple[SourceAnswer, ...], most: int | None = None) -> tuple[str, ...]:
    """Return a line for each source; of more than `most`, how many were left out."""
    lines = tuple(dict.fromkeys(map(source_line, sources)))
    if most is None or len(lines) <= most:
        return lines
    return (*lines[:most], f"and {len(lines) - most} more")


def exposure_line(answer: LegExposure) -> str:
    """Say in one line whether a state is bound: "Vietnam is not bound to arrest …"."""
    transit = " (in transit there)" if answer.transit else ""
    return _of_the_state(answer) + transit


def _of_the_state(answer: LegExposure) -> str:
    who, state = answer.subject_name, answer.state_name
    if answer.instrument is InstrumentKind.APPLICATION:
        return f"A warrant against {who} was applied for; none is known, so none binds {state}"
    if answer.obligation is Obligation.LEFT_TO_STATE:
        return f"It is left to {state} what it does about {who}: a notice is no warrant"
    if answer.bound is None:
        return f"Whether {state} is bound to arrest {who} is not known"
    if answer.bound:
        return f"{state} is bound to arrest {who} ({basis_words(answer)})"
    return f"{state} is not bound to arrest {who}"


def bound_words(answer: LegExposure) -> str:
    """Say what the law asks of a state, in a word or two."""
    left = answer.obligation is Obligation.LEFT_TO_STATE
    return "left to the state" if left else BOUND_WORDS[answer.bound]


def basis_words(answer: LegExposure) -> str:
    """Name what an answer rests on: "Rome Statute, Art. 86, 89"."""
    law = answer.law or "Rome Statute"
    return f"{law}, Art. {', '.join(answer.articles)}" if answer.articles else law
