"""Sending one delivery: found if it has arrived already, else composed, and posted in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.buttons import with_buttons
from bot.cards.card import Card, Text
from bot.cards.held import held_card
from bot.cards.language import in_language
from bot.domain.alerts import AlertKind
from bot.domain.dates import DEFAULT_LOCALE
from bot.domain.delivery import Delivery, DeliveryState, Receipt
from bot.domain.subscription import Channel, Style, Subscription
from bot.flow.compose import Message, Stale, compose
from bot.flow.desk import Desk
from bot.ports import MessageGone, Platform, Post
from bot.store import attention, channels, outbox
from bot.store.attention import Telling
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending."""

    receipt: Receipt
    event: str | None = None
    telling: Telling | None = None
    """What the channel now knows of `event`."""
    repeated: bool = False
    """Whether it was sent although it may have arrived before."""
    together: tuple[int, ...] = ()
    """Ids of the held deliveries that the message told, too."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """One delivery on its way to one channel."""

    desk: Desk
    platform: Platform
    channel: Channel
    delivery: Delivery
    now: datetime
    found: Receipt | None
    """Where the message is already, if it turned out to have arrived."""

    async def post(self, post: Post) -> Receipt:
        """Post a message, unless it is there already."""
        return self.found or await self.platform.post(post)


async def send(desk: Desk, channel: Channel, delivery: Delivery, now: datetime) -> Sent:
    """Send a delivery. Raises Stale, or SendError."""
    platform = desk.platforms[channel.platform]
    found = None
    if delivery.state is DeliveryState.UNCLEAR:
        found = await platform.find(channel.address, delivery.token)
    errand = _Errand(desk, platform, channel, delivery, now, found)
    sent = await (_send_held if delivery.kind is AlertKind.HELD else _send_alert)(errand)
    again = delivery.state is DeliveryState.UNCLEAR and found is None
    return replace(sent, repeated=again)


async def _send_alert(errand: _Errand) -> Sent:
    channel, delivery = errand.channel, errand.delivery
    async with errand.desk.database.reading() as session:
        wishes = [one.subscription for one in await channels.subscribers_of(session, channel.id)]
        with in_language(_language(wishes)):
            message = await compose(session, delivery, errand.now)
        told = await attention.telling(session, channel.id, message.event or "")
        covered = await attention.cover(session, channel.id, delivery.subject)
    card = _dressed(message, message.card, wishes, covered)
    mentions = _mentions(message.kind, wishes)
    post = Post(channel.address, card, delivery.token, errand.now, mentions=mentions)
    if message.event is None:
        return Sent(await errand.post(post))
    first = told.receipt if told and _edits(wishes) else None
    if first is None or message.front is None:
        return await _tell_anew(errand, post, message)
    front = _dressed(message, message.front, wishes, covered)
    try:
        await errand.platform.edit(first, front)
        receipt = await errand.post(replace(post, thread=first))
    except MessageGone:  # somebody deleted it
        return await _tell_anew(errand, post, message)
    return Sent(receipt, message.event, Telling(message.revision or 0, first))


async def _tell_anew(errand: _Errand, post: Post, message: Message) -> Sent:
    """Post the message that will show the event from now on."""
    receipt = await errand.post(post)
    return Sent(receipt, message.event, Telling(message.revision or 0, receipt))


async def _send_held(errand: _Errand) -> Sent:
    """Tell in one message all that was held for this hour. Raises Stale if nothing is left."""
    async with errand.desk.database.reading() as session:
        waiting = await outbox.held_for(session, errand.delivery.key)
        lines = [await _held_line(session, one, errand.now) for one in waiting]
    told = tuple(one.id for one in waiting)
    said: tuple[Text, ...] = tuple((one,) for one in lines if one is not None)
    if not said and errand.found is None:
        await _skip(errand.desk, told)
        raise Stale("nothing that was held is left to say")
    card = held_card(said, len(lines) - len(said))
    post = Post(errand.channel.address, card, errand.delivery.token, errand.now)
    return Sent(await errand.post(post), together=told)


async def _held_line(session: Session, delivery: Delivery, now: datetime) -> str | None:
    """Say a held delivery in one line; none if it has lost its point."""
    try:
        return _line((await compose(session, delivery, now)).card)
    except Stale:
        return None


async def _skip(desk: Desk, ids: tuple[int, ...]) -> None:
    reason = "it had lost its point by the end of the quiet hours"
    async with desk.database.writing() as session:
        for one in ids:
            await outbox.settle(session, one, DeliveryState.SKIPPED, reason)


def _line(card: Card) -> str:
    return f"{card.heading} [{card.reference}]" if card.reference else card.heading


def _dressed(
    message: Message, card: Card, wishes: Iterable[Subscription], covered: str | None
) -> Card:
    """Give a card its buttons, who covers it, and the language of the channel."""
    return with_buttons(replace(card, locale=_language(wishes)), message.kind, covered)


def _language(wishes: Iterable[Subscription]) -> str:
    return next((one.locale for one in wishes), DEFAULT_LOCALE)


def _mentions(kind: AlertKind, wishes: Iterable[Subscription]) -> tuple[str, ...]:
    found = [
        mention.whom
        for one in wishes
        for mention in one.mentions
        if not mention.of or kind in mention.of
    ]
    return tuple(dict.fromkeys(found))


def _edits(wishes: Iterable[Subscription]) -> bool:
    """Whether changes are told in place: unless a subscription of the channel says otherwise."""
    return all(one.style is Style.EDIT for one in wishes)
