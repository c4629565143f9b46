"""The link by which the events of a subscription are fetched as a calendar: made, renewed, revoked.

Its token is shown when it is made, and never again: of it a hash is kept. Who made the link, and
when, is kept beside that.
"""

import secrets

from bot.cards.attention import done_card
from bot.cards.feed import feeds_card, link_card
from bot.commands.place import CHANNEL, the_channel
from bot.commands.replies import NoAnswer, misused
from bot.commands.spec import Command, Option, OptionKind, Permission, Reply, Request
from bot.commands.subscribe import the_subscription
from bot.domain.answers import Listing
from bot.domain.channel_answers import FeedAnswer
from bot.domain.feeds import TOKEN_BYTES, Feed, digest_of, link
from bot.domain.subscription import Channel, Subscription
from bot.lookup.subscriptions import subscription_name, where, wishes_of
from bot.store import feeds
from bot.store.database import Session

RENEW, REVOKE = "renew", "revoke"


async def answer_feed(session: Session, request: Request) -> Reply:
    """Answer: which calendars has this channel? Or make a link, another in its place, or none."""
    place = await the_channel(session, request)
    name, wanted = request.get("name"), request.get("link")
    if name is None:
        if wanted is not None:
            raise NoAnswer(misused("the link of which subscription?", f"write feed NAME {wanted}"))
        return await _list(session, place)
    wish = await the_subscription(session, place, name)
    known = (await feeds.feeds_of(session, [wish.id])).get(wish.id)
    if wanted == REVOKE:
        return await _revoke(session, place, wish, known)
    if known is not None and wanted != RENEW:
        return _told_before(place, wish, known)
    return await _make(session, request, place, wish)


async def _list(session: Session, place: Channel) -> Reply:
    wishes = await wishes_of(session, place)
    known = await feeds.feeds_of(session, [one.id for one in wishes])
    items = tuple(_answer(place, one, known.get(one.id)) for one in wishes)
    data = Listing[FeedAnswer](items=items, total=len(items))
    return Reply(card=feeds_card(place.name, items), data=data)


async def _make(session: Session, request: Request, place: Channel, wish: Subscription) -> Reply:
    """Make a link; one that was there before opens nothing from now on."""
    if request.feeds is None:
        raise NoAnswer(
            misused("no calendars are served here", "whoever runs Dragoman sets DRAGOMAN_FEED_PORT")
        )
    token = secrets.token_hex(TOKEN_BYTES)
    made = Feed(wish.id, digest_of(token), request.who, request.now)
    await feeds.put_feed(session, made)
    answer = _answer(place, wish, made, link(request.feeds, token))
    return Reply(card=link_card(answer), data=answer, secret=True)


async def _revoke(
    session: Session, place: Channel, wish: Subscription, known: Feed | None
) -> Reply:
    await feeds.end_feed(session, wish.id)
    answer = _answer(place, wish, None)
    said = "no longer has a link" if known else "has no link"
    remark = "Calendars that had it will say that it is gone." if known else None
    return Reply(card=done_card(f"The calendar of {answer.name} {said}", remark), data=answer)


def _told_before(place: Channel, wish: Subscription, known: Feed) -> Reply:
    answer = _answer(place, wish, known)
    return Reply(card=feeds_card(place.name, [answer]), data=answer)


def _answer(
    place: Channel, wish: Subscription, known: Feed | None, address: str | None = None
) -> FeedAnswer:
    return FeedAnswer(
        channel=where(place),
        subscription=wish.id,
        name=subscription_name(wish),
        link=address,
        since=known.since if known else None,
        by=known.by if known else None,
    )


FEED = Command(
    "feed",
    "The link by which a calendar follows a subscription",
    answer_feed,
    (
        Option("name", OptionKind.SUBSCRIPTION, "Whose link; all are listed if left out"),
        Option(
            "link",
            OptionKind.CHOICE,
            "Another link in its place, or none",
            choices=(RENEW, REVOKE),
        ),
        CHANNEL,
    ),
    ("feed", "feed name:risk", "feed name:risk link:renew"),
    Permission.ADMIN,
    writes=True,
)
"""It stands with the commands of a channel. `writes`: what it says may be a secret, so that no
platform offers to ask it again for all to see."""
