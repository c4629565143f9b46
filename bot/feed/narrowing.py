"""What an address asks for besides its token: it narrows what the subscription wants, never widens.

`&kind=summit,signing&country=VN&actor=putin`: the names are those of the look-ups.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands.meaning import the_actor, the_country
from bot.commands.replies import NoAnswer
from bot.commands.wish import parts, read_kinds
from bot.domain.countries import country_name
from bot.domain.feeds import PARAMETER
from bot.domain.filters import Filter
from bot.store.database import Session

KNOWN = ("kind", "country", "actor")
LONGEST = 200
"""Characters of a value."""


class NotUnderstood(ValueError):  # noqa: N818 - the message says what is wrong
    """The address asks for something that is not known, or is not clear."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter beside that of the subscription, and how to say it."""

    filter: Filter
    said: tuple[str, ...]


async def narrowing(session: Session, given: Mapping[str, str]) -> Narrowing:
    """Read the parameters of an address; a MultiDict has one twice. Raises NotUnderstood."""
    if len(set(given)) < len(given):
        raise NotUnderstood("each may be named once; several values are parted by commas")
    asked = {name: value.strip() for name, value in given.items() if name != PARAMETER}
    for name, value in asked.items():
        if name not in KNOWN:
            raise NotUnderstood(f"there is no {name[:40]!r}; there is {', '.join(KNOWN)}")
        if not parts(value) or len(value) > LONGEST or not value.isprintable():
            raise NotUnderstood(f"{name} is empty, too long, or no text")
    try:
        return await _read(session, asked)
    except NoAnswer as unclear:
        raise NotUnderstood(unclear.reply.problem or "") from unclear
    except ValueError as wrong:
        raise NotUnderstood(str(wrong)) from wrong


async def _read(session: Session, asked: Mapping[str, str]) -> Narrowing:
    kinds = read_kinds(asked["kind"]) if "kind" in asked else ()
    codes = [await the_country(session, one) for one in parts(asked.get("country", ""))]
    actors = [await the_actor(session, one) for one in parts(asked.get("actor", ""))]
    wanted = Filter(kinds=kinds, countries=tuple(codes), actors=tuple(one.id for one in actors))
    said = (*kinds, *map(country_name, codes), *(one.name for one in actors))
    return Narrowing(wanted, said)
