"""The calendar behind a token: which subscription it is, what that wants, and the file of it."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.domain.answers import EventAnswer
from bot.domain.feeds import Feed, digest_of
from bot.domain.zones import local_day, start_of_day
from bot.exports.calendar_file import calendar_file
from bot.feed.narrowing import Narrowing, narrowing
from bot.lookup.feed import MOST, feed_events
from bot.lookup.subscriptions import subscription_name
from bot.store import attention, channels, events, feeds
from bot.store.channels import Subscriber
from bot.store.database import Database, Session

_CUT = f"There is more than the {MOST} entries that it holds: narrow it down."


@dataclass(frozen=True, slots=True)
class ServedCalendar:
    """A file, and what tells it from the one before."""

    text: str
    tag: str
    """Of what is in it."""
    modified: datetime


@dataclass(frozen=True, slots=True)
class _Contents:
    """All that a file is made of."""

    name: str
    answers: Sequence[EventAnswer]
    remarks: tuple[str, ...]
    modified: datetime


class Calendars:
    """The calendars of all subscriptions that have a link."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Read from `database`, as of what `clock` says."""
        self._database = database
        self._clock = clock

    async def served(self, token: str, asked: Mapping[str, str]) -> ServedCalendar | None:
        """Return the calendar that a token opens, narrowed down to what is asked for.

        None where it opens nothing, or no longer. Raises NotUnderstood and StoreError.
        """
        async with self._database.reading() as session:
            feed = await feeds.feed_with(session, digest_of(token))
            wish = await channels.subscriber(session, feed.subscription) if feed else None
            if feed is None or wish is None or await self._left(session, wish):
                return None
            within = await narrowing(session, asked)
            contents = await _contents(session, feed, wish, within, self._clock.now())
        # Writing takes some tenths of a second, for which the alerts are not to wait.
        return await asyncio.to_thread(_written, contents)

    async def _left(self, session: Session, wish: Subscriber) -> bool:
        """Whether its workspace has thrown Dragoman out, which is to end its links, too."""
        return wish.channel.id in await attention.left_before(session, self._clock.now())


async def _contents(
    session: Session, feed: Feed, wish: Subscriber, within: Narrowing, now: datetime
) -> _Contents:
    zone = wish.channel.zone
    today = local_day(now, zone)
    filters = (wish.subscription.filter, within.filter)
    found = await feed_events(session, filters, today, now)
    # The file changes when an event does, when the wish or the link does, and with the day.
    recorded = await events.last_recorded(session)
    instants = (recorded, feed.since, wish.since, start_of_day(today, zone))
    said = f" ({', '.join(within.said)})" if within.said else ""
    return _Contents(
        name=f"Dragoman: {subscription_name(wish.subscription)}{said}",
        answers=found.answers,
        remarks=(_CUT,) if found.cut else (),
        modified=max(one for one in instants if one is not None and one <= now),
    )


def _written(contents: _Contents) -> ServedCalendar:
    text = calendar_file(contents.answers, contents.name, remarks=contents.remarks).text
    return ServedCalendar(text, hashlib.sha256(text.encode()).hexdigest()[:32], contents.modified)
