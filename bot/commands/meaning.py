"""What somebody means by a name, a country or a date; raises NoAnswer where it is not clear."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.commands.replies import NoAnswer, choose, nothing, unread
from bot.domain.countries import (
    ambiguous_countries,
    country_name,
    country_names,
)
from bot.domain.events import EventKind
from bot.lookup.likeness import nearest_words
from bot.lookup.matches import Match, Matches
from bot.lookup.ranges import DayRange, read_day, read_range
from bot.lookup.search import find_actors, find_country, find_events
from bot.store.database import Session


async def the_actor(session: Session, text: str, now: datetime | None = None) -> Match:
    """Return the actor that is meant. Raises NoAnswer with those that may be.

    With `now`, "the French president" is who holds the office; else the office may be meant.
    """
    return _decided(text, await find_actors(session, text, on=now.date() if now else None))


async def the_event(
    session: Session, text: str, now: datetime, kinds: Sequence[EventKind] = ()
) -> Match:
    """Return the event that is meant. Raises NoAnswer with those that may be."""
    return _decided(text, await find_events(session, text, now, kinds=kinds))


def _decided(text: str, found: Matches) -> Match:
    if found.best is not None:
        return found.best
    if found.others:
        raise NoAnswer(choose(text, [(one.id, one.name) for one in found.others]))
    raise NoAnswer(nothing(text, [(one.id, one.name) for one in found.nearest]))


async def the_country(session: Session, text: str) -> str:
    """Return the code of the country that is meant. Raises NoAnswer."""
    several = ambiguous_countries(text)
    if several:
        raise NoAnswer(choose(text, [(code, country_name(code)) for code in several]))
    code = await find_country(session, text)
    if code is not None:
        return code
    near = nearest_words(text, country_names())
    codes = dict.fromkeys(country_names()[name] for name in near)
    raise NoAnswer(nothing(text, [(code, country_name(code)) for code in codes]))


def the_range(text: str, today: date) -> DayRange:
    """Return the stretch of days that is meant. Raises NoAnswer."""
    try:
        return read_range(text, today)
    except ValueError as refused:
        raise unread(refused) from refused


def the_day(text: str, today: date) -> date:
    """Return the day that is meant. Raises NoAnswer."""
    try:
        return read_day(text, today)
    except ValueError as refused:
        raise unread(refused) from refused
