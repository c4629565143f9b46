"""What an option may be, while somebody is still typing: names, not yet answers."""

from bot.commands.door import Suggestion
from bot.commands.place import the_channel
from bot.commands.replies import NoAnswer
from bot.commands.spec import Option, OptionKind, Request
from bot.commands.table import BY_NAME
from bot.domain.countries import country_name, country_names, fold
from bot.domain.zones import zone_names
from bot.lookup.likeness import nearest_words
from bot.lookup.matches import Matches
from bot.lookup.places import cities_beginning
from bot.lookup.search import find_actors, find_events
from bot.lookup.subscriptions import subscription_name, wishes_of
from bot.store.database import Session

LONGEST_VALUE = 100
"""Characters of a value that platforms take: Discord's limit for a choice."""


async def suggest(
    session: Session, request: Request, option: str, limit: int
) -> tuple[Suggestion, ...]:
    """Return what `option` of a command may be, by what is typed of it so far."""
    command = BY_NAME.get(request.command)
    wanted = command.option(option) if command else None
    if wanted is None:
        return ()
    typed = request.get(option) or ""
    before, _, last = typed.rpartition(",") if wanted.several else ("", "", typed)
    found = await _named(session, request, wanted, last.strip(), limit)
    if not before:
        return tuple(found)[:limit]
    return tuple(
        Suggestion(f"{before},{one.value}", f"{before}, {one.label}")
        for one in found
        if len(before) + len(one.value) < LONGEST_VALUE
    )[:limit]


async def _named(
    session: Session, request: Request, option: Option, typed: str, limit: int
) -> list[Suggestion]:
    match option.kind:
        case OptionKind.ACTOR:
            return (
                _matches(await find_actors(session, typed, limit, on=request.now.date()))
                if typed
                else []
            )
        case OptionKind.EVENT:
            return _matches(await find_events(session, typed, request.now, limit))
        case OptionKind.COUNTRY:
            cities = await cities_beginning(session, typed, limit) if option.cities else ()
            return [*(Suggestion(one, one) for one in cities), *_countries(typed, limit)]
        case OptionKind.ZONE:
            return _like(typed, {one: one for one in sorted(zone_names())}, limit)
        case OptionKind.SUBSCRIPTION:
            return await _subscriptions(session, request, typed, limit)
        case _:
            fits = [one for one in option.choices if one.startswith(typed.lower())]
            return [Suggestion(one, one) for one in fits]


def _matches(found: Matches) -> list[Suggestion]:
    best = (found.best,) if found.best else ()
    return [Suggestion(one.id, one.name) for one in (*best, *found.others, *found.nearest)]


def _countries(typed: str, limit: int) -> list[Suggestion]:
    """Return countries by any of their names, each by the name it goes by now."""
    codes = dict.fromkeys(one.value for one in _like(fold(typed), country_names(), 3 * limit))
    return [Suggestion(code, country_name(code)) for code in codes][:limit]


def _like(typed: str, named: dict[str, str], limit: int) -> list[Suggestion]:
    """Return the names that begin as typed, then those that hold it, then those that are like it.

    `named` has what people read, and what the command gets.
    """
    plain = typed.casefold()
    # Of a zone, people type the city: Tokyo is the last part of Asia/Tokyo.
    beginning = [one for one in named if one.casefold().rpartition("/")[2].startswith(plain)]
    beginning += [one for one in named if one.casefold().startswith(plain)]
    holding = [one for one in named if plain in one.casefold()]
    found = dict.fromkeys((*beginning, *holding))
    names = [*found] or list(nearest_words(typed, named))
    return [Suggestion(named[one], one) for one in names[:limit]]


async def _subscriptions(
    session: Session, request: Request, typed: str, limit: int
) -> list[Suggestion]:
    try:
        place = await the_channel(session, request)
    except NoAnswer:
        return []
    names = [subscription_name(one) for one in await wishes_of(session, place)]
    return _like(typed, {one: one for one in names}, limit)
