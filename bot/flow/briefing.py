"""What a batch of deliveries needs to know about its channels, fetched together.

One question for a hundred deliveries instead of a hundred: how many there are must not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.date_words import DEFAULT_LOCALE
from bot.domain.delivery import Delivery
from bot.domain.events import Event
from bot.domain.subscription import Channel, Style, Subscription
from bot.store import attention, channels, events
from bot.store.attention import Pause, Telling
from bot.store.database import Session

Place = tuple[str, str]
"""A channel and an event, by their ids."""


@dataclass(slots=True)
class Briefing:
    """What is known of the channels and events of a batch. Kept up to date as the batch goes."""

    channels: dict[str, Channel]
    wishes: dict[str, list[Subscription]]
    events: dict[str, Event]
    pauses: dict[str, Pause]
    snoozes: dict[Place, datetime]
    mutes: dict[str, frozenset[str]]
    covers: dict[Place, str]
    tellings: dict[Place, Telling]

    def wishes_of(self, channel: str) -> list[Subscription]:
        """Return the subscriptions of a channel."""
        return self.wishes.get(channel, [])

    def language(self, channel: str) -> str:
        """Return the locale in which a channel reads dates."""
        return next((one.locale for one in self.wishes_of(channel)), DEFAULT_LOCALE)

    def edits(self, channel: str) -> bool:
        """Whether changes are told in place there: unless a subscription says otherwise."""
        return all(one.style is Style.EDIT for one in self.wishes_of(channel))


async def brief(session: Session, batch: Sequence[Delivery]) -> Briefing:
    """Fetch what a batch needs to know."""
    places = {one.channel for one in batch}
    subjects = {one.subject for one in batch}
    wishes: dict[str, list[Subscription]] = {}
    for one in await channels.subscribers_in(session, places):
        wishes.setdefault(one.channel.id, []).append(one.subscription)
    return Briefing(
        channels=await channels.channels_by_id(session, places),
        wishes=wishes,
        events=await events.events_by_id(session, subjects),
        pauses=await attention.pauses(session, places),
        snoozes=await attention.snoozes(session, places, subjects),
        mutes=await attention.mutes_in(session, places),
        covers=await attention.covers(session, places, subjects),
        tellings=await attention.tellings(session, places, subjects),
    )
