"""Preparing a batch: what is held, what has lost its point, and the message for all the rest.

Everything is read in one go, so that the sending that follows waits for nothing but the platform.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.buttons import with_buttons
from bot.cards.card import Card
from bot.cards.held import held_card
from bot.cards.language import in_language
from bot.domain.alerts import CHANGES, AlertKind
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.subscription import Subscription
from bot.flow.briefing import Briefing, Place, thread_of
from bot.flow.compose import Message, Stale, compose
from bot.flow.hold import Drop, Hold, held
from bot.flow.plan import BY_SCHEDULE
from bot.lookup.profile import profile_of
from bot.ports import Post
from bot.store import attention, events, outbox
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
    grows: bool = False
    """Whether that says it all: nothing is posted beside it."""
    also: tuple[Receipt, Card] | None = None
    """Another message that is to be edited, and what it is to show."""
    event: str | None = None
    revision: int = 0
    """What the channel will know of `event`."""
    surely: int = 0
    """What it knows of `event` at least, if the message is found to be there already."""
    together: tuple[Delivery, ...] = ()
    """The held deliveries that the message tells, too."""
    lost: tuple["Skip", ...] = ()
    """The held deliveries that have lost their point."""
    knows: tuple["Known", ...] = ()
    """What the channel will know of events by the held deliveries."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a channel will know of an event that one line of a message tells."""

    delivery: Delivery
    revision: int
    first: Receipt | None
    """The message about the event that is to be edited."""
    front: Card | None
    """What that message is to show."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A delivery that has nothing left to say."""

    delivery: Delivery
    reason: str
    together: tuple["Skip", ...] = ()
    """The held deliveries that it was to tell, and that have lost their point, too."""
    leader: int | None = None
    """The delivery of this batch that says it; if that one is not sent, this one is kept."""


@dataclass(frozen=True, slots=True)
class Look:
    """A delivery that has nothing left to say, but may have said it: the channel is searched."""

    address: str
    skip: Skip
    """What it is if it is not found."""

    @property
    def delivery(self) -> Delivery:
        """The delivery that is looked for."""
        return self.skip.delivery


@dataclass(frozen=True, slots=True)
class Wait:
    """A delivery that is held."""

    delivery: Delivery
    hold: Hold


Prepared = Ready | Skip | Look | Wait


class Preparation:
    """The preparation of one batch."""

    def __init__(self, session: Session, briefing: Briefing, now: datetime) -> None:
        self._session = session
        self._briefing = briefing
        self._now = now
        self._leaders: dict[Place, int] = {}
        self._made: dict[tuple[object, ...], Message | Stale] = {}
        self._dresses: dict[tuple[object, ...], Card] = {}
        self._kept: list[Card] = []
        """The cards of which the ids are used: as long as they are here, no other has theirs."""

    async def all(self, batch: Sequence[Delivery]) -> list[Prepared]:
        """Prepare a batch, in its order."""
        return [self._in_doubt(await self._one(delivery)) for delivery in batch]

    def _in_doubt(self, prepared: Prepared) -> Prepared:
        """Have what is skipped looked for, if it may have arrived."""
        if not isinstance(prepared, Skip) or prepared.delivery.state is not DeliveryState.UNCLEAR:
            return prepared
        return Look(self._briefing.channels[prepared.delivery.channel].address, prepared)

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
            place = (delivery.channel, thread_of(delivery))
            return Skip(delivery, str(reason), leader=self._leaders.get(place))

    async def _alert(self, delivery: Delivery) -> Ready:
        place = (delivery.channel, thread_of(delivery))
        message, first = await self._news(delivery)
        if message.event is None:
            return self._ready(delivery, message)
        self._leaders.setdefault(place, delivery.id)
        ready = replace(self._ready(delivery, message), also=self._beside(delivery, message))
        if ready.look_first:
            ready = replace(ready, surely=await self._surely_said(delivery))
        if first is None or message.front is None:
            return ready
        front = self._dressed(delivery, message, message.front)
        return replace(ready, first=first, front=front, grows=message.grows)

    def _beside(self, delivery: Delivery, message: Message) -> tuple[Receipt, Card] | None:
        """Return the event's own message and how it stands, where another one tells of it."""
        own = self._briefing.tellings.get((delivery.channel, delivery.subject))
        if message.state is None or own is None or own.receipt is None:
            return None
        if not self._briefing.edits(delivery.channel):
            return None
        return own.receipt, self._dressed(delivery, message, message.state)

    async def _news(self, delivery: Delivery) -> tuple[Message, Receipt | None]:
        """Return what is to be said, and the message that is to be edited. Raises Stale."""
        briefing = self._briefing
        place = (delivery.channel, thread_of(delivery))
        told = briefing.tellings.get(place)
        if not await self._wanted(delivery, told):
            raise Stale("no subscription here wants the event as it is now")
        message = await self._message(delivery, told.revision if told else None)
        first = told.receipt if told and briefing.edits(delivery.channel) else None
        if message.event is not None:
            # Whatever else the batch has about the event is told by this; see Skip.leader.
            briefing.tellings[place] = Telling(message.revision or 0, first)
        return message, first

    async def _wanted(self, delivery: Delivery, told: Telling | None) -> bool:
        """Whether the event is wanted as it is now, where that may have changed since.

        A channel that was told of it hears of its changes, also of those that lead away.
        """
        event = self._briefing.events.get(delivery.subject)
        if event is None or delivery.revision is None or delivery.state is DeliveryState.UNCLEAR:
            return True  # what may have arrived is looked for, so that it can be kept up to date
        as_queued = event.revision == delivery.revision
        if delivery.kind in CHANGES and delivery.offset != BY_SCHEDULE:
            sure = told is not None or (as_queued and event.revision == 1)
        else:
            sure = as_queued
        if sure:
            return True
        profile = self._briefing.profiles.get(event.id)
        if profile is None:
            profile = await profile_of(self._session, event, self._now)
            self._briefing.profiles[event.id] = profile
        return any(one.filter.wants(profile) for one in self._briefing.wishes_of(delivery.channel))

    async def _message(self, delivery: Delivery, told: int | None) -> Message:
        """Compose, once for all channels that are to read the same."""
        language = self._briefing.language(delivery.channel)
        # The last part of a delivery's key is the date that it was queued for, or an answer.
        key = (delivery.kind, delivery.subject, delivery.revision, delivery.offset, delivery.about,
               delivery.due, delivery.key.rpartition("/")[2], told, language)  # fmt: skip
        made = None if delivery.kind is AlertKind.DIGEST else self._made.get(key)
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
        if delivery.kind is AlertKind.ARRIVALS:
            return delivery.revision or 0
        found = await events.revisions(self._session, delivery.subject)
        known = [one.number for one in found if one.at <= delivery.due]
        return max([*known, delivery.revision or 0])

    def _dressed(self, delivery: Delivery, message: Message, card: Card) -> Card:
        """Give a card its buttons, who covers the event, and the language of the channel."""
        cover = self._briefing.covers.get((delivery.channel, delivery.subject))
        covered = cover.called if cover else None
        locale = self._briefing.language(delivery.channel)
        key = (id(card), message.kind, covered, locale)
        dressed = self._dresses.get(key)
        if dressed is None:
            dressed = with_buttons(replace(card, locale=locale), message.kind, covered)
            self._dresses[key] = dressed
            self._kept.append(card)
        return dressed

    async def _held(self, delivery: Delivery) -> Ready | Skip:
        """Tell in one message all that was held for this hour."""
        waiting = await outbox.held_for(self._session, delivery.key)
        await self._brief_on(delivery.channel, waiting)
        said: list[tuple[Delivery, str]] = []
        knows: list[Known] = []
        lost: list[Skip] = []
        for one in waiting:
            try:
                message, first = await self._news(one)
            except Stale as reason:
                lost.append(Skip(one, str(reason)))
                continue
            said.append((one, _line(message.card)))
            if message.event is not None:
                front = self._dressed(one, message, message.front) if message.front else None
                knows.append(Known(one, message.revision or 0, first, front))
        if not said:
            return Skip(delivery, "nothing that was held is left to say", together=tuple(lost))
        address = self._briefing.channels[delivery.channel].address
        card = held_card(tuple((line,) for _, line in said), len(lost))
        return Ready(
            delivery,
            Post(address, card, delivery.token, self._now),
            look_first=delivery.state is DeliveryState.UNCLEAR,
            together=tuple(one for one, _ in said),
            lost=tuple(lost),
            knows=tuple(knows),
        )

    async def _brief_on(self, channel: str, waiting: Sequence[Delivery]) -> None:
        """Fetch what is known of the events of which held deliveries tell."""
        briefing, subjects = self._briefing, {one.subject for one in waiting}
        threads = subjects | set(map(thread_of, waiting))
        told = await attention.tellings(self._session, [channel], threads)
        briefing.tellings = told | briefing.tellings
        briefing.events |= await events.events_by_id(self._session, subjects)
        briefing.covers |= await attention.covers(self._session, [channel], subjects)


def _line(card: Card) -> str:
    """Say a held delivery in one line."""
    return f"{card.heading} [{card.reference}]" if card.reference else card.heading


def _mentions(kind: AlertKind, wishes: Iterable[Subscription]) -> tuple[str, ...]:
    found = [
        mention.whom
        for one in wishes
        for mention in one.mentions
        if not mention.of or kind in mention.of
    ]
    return tuple(dict.fromkeys(found))
