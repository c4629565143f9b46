"""Preparing a batch: what is held, what has lost its point, and the message for all the rest.

Everything is read in one go, so that the sending that follows waits for nothing but the platform.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.buttons import with_buttons
from bot.cards.card import Card, Text
from bot.cards.held import held_card
from bot.cards.language import in_language
from bot.domain.alerts import AlertKind
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.subscription import Subscription
from bot.flow.briefing import Briefing, Place
from bot.flow.compose import Message, Stale, compose
from bot.flow.hold import Drop, Hold, held
from bot.ports import Post
from bot.store import events, outbox
from bot.store.attention import Telling
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Ready:
    """A message that can be sent."""

    delivery: Delivery
    post: Post
    look_first: bool
    """Whether it may have arrived already, so that the channel is searched first."""
    first: Receipt | None = None
    """The message about the event that is to be edited, and replied to."""
    front: Card | None = None
    """What that message is to show."""
    event: str | None = None
    revision: int = 0
    """What the channel will know of `event`."""
    surely: int = 0
    """What it knows of `event` at least, if the message is found to be there already."""
    together: tuple[Delivery, ...] = ()
    """The held deliveries that the message tells, too."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A delivery that has nothing left to say."""

    delivery: Delivery
    reason: str
    together: tuple[Delivery, ...] = ()
    """The held deliveries that it was to tell, and that have lost their point, too."""
    leader: int | None = None
    """The delivery of this batch that says it; if that one is not sent, this one is kept."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A delivery that is held."""

    delivery: Delivery
    hold: Hold


Prepared = Ready | Skip | Wait


class Preparation:
    """The preparation of one batch."""

    def __init__(self, session: Session, briefing: Briefing, now: datetime) -> None:
        self._session = session
        self._briefing = briefing
        self._now = now
        self._leaders: dict[Place, int] = {}
        self._made: dict[tuple[object, ...], Message | Stale] = {}

    async def all(self, batch: Sequence[Delivery]) -> list[Prepared]:
        """Prepare a batch, in its order."""
        return [await self._one(delivery) for delivery in batch]

    async def _one(self, delivery: Delivery) -> Prepared:
        gate = held(self._briefing, delivery, self._now)
        if isinstance(gate, Hold):
            return Wait(delivery, gate)
        if isinstance(gate, Drop):
            return Skip(delivery, gate.reason)
        try:
            if delivery.kind is AlertKind.HELD:
                return await self._held(delivery)
            return await self._alert(delivery)
        except Stale as reason:
            place = (delivery.channel, delivery.subject)
            return Skip(delivery, str(reason), leader=self._leaders.get(place))

    async def _alert(self, delivery: Delivery) -> Ready:
        briefing = self._briefing
        place = (delivery.channel, delivery.subject)
        told = briefing.tellings.get(place)
        message = await self._message(delivery, told.revision if told else None)
        if message.event is None:
            return self._ready(delivery, message)
        first = told.receipt if told and briefing.edits(delivery.channel) else None
        # Whatever else the batch has about the event is told by this; see Skip.leader.
        briefing.tellings[place] = Telling(message.revision or 0, first)
        self._leaders.setdefault(place, delivery.id)
        ready = self._ready(delivery, message)
        if ready.look_first:
            ready = replace(ready, surely=await self._surely_said(delivery))
        if first is None or message.front is None:
            return ready
        return replace(ready, first=first, front=self._dressed(delivery, message, message.front))

    async def _message(self, delivery: Delivery, told: int | None) -> Message:
        """Compose, once for all channels that are to read the same."""
        language = self._briefing.language(delivery.channel)
        key = (delivery.kind, delivery.subject, delivery.revision, delivery.offset,
               delivery.about, delivery.due, told, language)  # fmt: skip
        of_channel = delivery.kind in (AlertKind.DIGEST, AlertKind.REMINDER) or delivery.offset
        made = None if of_channel else self._made.get(key)
        if made is None:
            with in_language(language):
                try:
                    made = await compose(self._session, delivery, self._now, told)
                except Stale as stale:
                    made = stale
            self._made[key] = made
        if isinstance(made, Stale):
            raise made
        return made

    def _ready(self, delivery: Delivery, message: Message) -> Ready:
        wishes = self._briefing.wishes_of(delivery.channel)
        post = Post(
            self._briefing.channels[delivery.channel].address,
            self._dressed(delivery, message, message.card),
            delivery.token,
            self._now,
            mentions=_mentions(message.kind, wishes),
        )
        return Ready(
            delivery,
            post,
            look_first=delivery.state is DeliveryState.UNCLEAR,
            event=message.event,
            revision=message.revision or 0,
        )

    async def _surely_said(self, delivery: Delivery) -> int:
        """Return the newest revision that was known when a delivery fell due."""
        found = await events.revisions(self._session, delivery.subject)
        known = [one.number for one in found if one.at <= delivery.due]
        return max([*known, delivery.revision or 0])

    def _dressed(self, delivery: Delivery, message: Message, card: Card) -> Card:
        """Give a card its buttons, who covers the event, and the language of the channel."""
        covered = self._briefing.covers.get((delivery.channel, delivery.subject))
        card = replace(card, locale=self._briefing.language(delivery.channel))
        return with_buttons(card, message.kind, covered)

    async def _held(self, delivery: Delivery) -> Ready | Skip:
        """Tell in one message all that was held for this hour."""
        waiting = await outbox.held_for(self._session, delivery.key)
        lines = [await self._held_line(one) for one in waiting]
        said: tuple[Text, ...] = tuple((one,) for one in lines if one is not None)
        if not said:
            return Skip(delivery, "nothing that was held is left to say", together=waiting)
        look_first = delivery.state is DeliveryState.UNCLEAR
        address = self._briefing.channels[delivery.channel].address
        card = held_card(said, len(lines) - len(said))
        post = Post(address, card, delivery.token, self._now)
        return Ready(delivery, post, look_first=look_first, together=waiting)

    async def _held_line(self, delivery: Delivery) -> str | None:
        """Say a held delivery in one line; none if it has lost its point."""
        try:
            card = (await self._message(delivery, None)).card
        except Stale:
            return None
        return f"{card.heading} [{card.reference}]" if card.reference else card.heading


def _mentions(kind: AlertKind, wishes: Iterable[Subscription]) -> tuple[str, ...]:
    found = [
        mention.whom
        for one in wishes
        for mention in one.mentions
        if not mention.of or kind in mention.of
    ]
    return tuple(dict.fromkeys(found))
