"""What a batch of deliveries needs to know about its channels, fetched together.

One question for a hundred deliveries instead of a hundred: how many there are must not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.alerts import AlertKind
from bot.domain.date_words import DEFAULT_LOCALE
from bot.domain.delivery import Delivery
from bot.domain.events import Event
from bot.domain.filters import Profile
from bot.domain.subscription import Channel, Style, Subscription
from bot.store import attention, channels, events
from bot.store.attention import Cover, Pause, Telling
from bot.store.database import Session

Place = tuple[str, str]
"""A channel and an event, by their ids; or what tells of the event beside its own message."""


def thread_of(delivery: Delivery) -> str:
    """Return by what the message is known that is edited: the event, or who comes to it."""
    if delivery.kind is AlertKind.ARRIVALS:
        return f"{delivery.subject[:_LONGEST_STEM]}+arrivals"
    return delivery.subject


_LONGEST_STEM = 90


@dataclass(slots=True)
class Briefing:
    """What is known of the channels and events of a batch. Kept up to date as the batch goes."""

    channels: dict[str, Channel]
    wishes: dict[str, list[Subscription]]
    events: dict[str, Event]
    pauses: dict[str, Pause]
    """By people."""
    troubles: dict[str, Pause]
    """Pauses as nothing can be posted."""
    snoozes: dict[Place, datetime]
    mutes: dict[str, frozenset[str]]
    covers: dict[Place, Cover]
    tellings: dict[Place, Telling]
    profiles: dict[str, Profile] = field(default_factory=dict)
    """What filters need to know of events; filled where it is asked for."""

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
    return Briefing(
        channels=await channels.channels_by_id(session, places),
        wishes=await channels.subscriptions_in(session, places),
        events=await events.events_by_id(session, subjects),
        pauses=await attention.pauses(session, places, trouble=False),
        troubles=await attention.pauses(session, places, trouble=True),
        snoozes=await attention.snoozes(session, places, subjects),
        mutes=await attention.mutes_in(session, places),
        covers=await attention.covers(session, places, subjects),
        tellings=await attention.tellings(session, places, subjects | set(map(thread_of, batch))),
    )
