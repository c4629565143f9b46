"""Searching everything at once: actors, events and places."""

from bot.cards.found import found_words, search_card
from bot.commands.replies import nothing
from bot.commands.spec import Command, Option, OptionKind, Reply, Request
from bot.domain.named import Sort
from bot.lookup.found import search_answer
from bot.lookup.matches import LIMIT
from bot.store.database import Session

_AMONG = {f"{sort}s": sort for sort in Sort}
LONGEST = 200
"""Characters of a query: what a message is about stands at its beginning."""

MOST = 50
"""Things that are listed at most: whoever does not find it among these types more of it."""


async def answer_search(session: Session, request: Request) -> Reply:
    """Answer: what may be meant by these words?"""
    query = request.required("words")
    among, limit = request.get("among"), request.get("limit")
    found, near = await search_answer(
        session,
        query,
        request.now,
        limit=min(int(limit), MOST) if limit else LIMIT,
        among=_AMONG[among] if among else None,
    )
    if not found.items:
        return nothing(query, [(one.id, found_words(one)) for one in near])
    return Reply(card=search_card(found), data=found)


SEARCH = Command(
    "search",
    "Search actors, events and places by any of their names",
    answer_search,
    (
        Option(
            "words",
            OptionKind.TEXT,
            "A name, or a part of it, in any script",
            required=True,
            longest=LONGEST,
        ),
        Option("among", OptionKind.CHOICE, "Only these", choices=tuple(_AMONG)),
        Option("limit", OptionKind.NUMBER, f"How many; {LIMIT} if left out"),
    ),
    ("search vietnamese president", "search korea", "search hanoi among:events"),
)
