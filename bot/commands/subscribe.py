"""Subscriptions of a channel: made or changed, ended, listed."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from bot.cards.attention import done_card
from bot.cards.subscriptions import channel_card, subscribed_card
from bot.commands.meaning import the_actor, the_country
from bot.commands.place import the_channel
from bot.commands.replies import NoAnswer, misused, nothing, unread
from bot.commands.spec import Reply, Request
from bot.commands.wish import (
    CERTAINTIES,
    is_any,
    parts,
    read_alerts,
    read_digests,
    read_kinds,
    read_locale,
    read_mentions,
    read_quiet,
    read_regions,
    read_reminders,
    read_zone,
)
from bot.domain.alerts import AlertKind
from bot.domain.channel_answers import EndedAnswer
from bot.domain.filters import Filter
from bot.domain.subscription import Channel, Style, Subscription, next_digest
from bot.domain.theme import Theme
from bot.domain.words import words
from bot.lookup.likeness import nearest_words
from bot.lookup.subscriptions import (
    channel_answer,
    subscription_answers,
    subscription_id,
    subscription_name,
    where,
    wishes_of,
)
from bot.store import channels
from bot.store.database import Session

LONGEST_NAME = 40

_READERS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("reminders", "reminders", read_reminders),
    ("digest", "digests", read_digests),
    ("alerts", "alerts", read_alerts),
    ("quiet", "quiet", read_quiet),
    ("mention", "mentions", read_mentions),
    ("locale", "locale", read_locale),
    ("style", "style", Style),
    ("empty", "empty_digests", lambda text: text == "yes"),
    ("calendar", "mirror", lambda text: text == "yes"),
    ("picture", "picture", lambda text: None if text == "no" else Theme(text)),
)
"""An option, the field of a subscription that it sets, and how it is read."""

_FILTER_READERS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("regions", "regions", read_regions),
    ("kinds", "kinds", read_kinds),
    ("certainty", "least_certainty", CERTAINTIES.__getitem__),
    ("exposure", "exposure_only", lambda text: text == "yes"),
    ("bound", "bound_only", lambda text: text == "yes"),
    ("warrants", "warrants", lambda text: text == "yes"),
)


async def answer_subscribe(session: Session, request: Request) -> Reply:
    """Make a subscription, or change what is named of the one of that name."""
    place = await _in_zone(session, request, await the_channel(session, request))
    known = {subscription_name(one): one for one in await wishes_of(session, place)}
    wanted = await _filter_fields(session, request)
    fields = _read(request, _READERS)
    name = _name(request, Filter.model_validate(wanted), known)
    before = known.get(name)
    wish = _changed(before or _fresh(place, name), wanted, fields)
    await channels.put_subscription(session, wish, request.now)
    (answer,) = await subscription_answers(session, place, [wish], request.now)
    return Reply(card=subscribed_card(answer, new=before is None), data=answer)


async def _in_zone(session: Session, request: Request, place: Channel) -> Channel:
    """Return the channel with the clock that is asked for; its digests move with it."""
    zone = request.get("zone")
    if zone is None or zone == place.zone:
        return place
    try:
        moved = Channel.model_validate(place.model_dump() | {"zone": read_zone(zone)})
    except ValueError as wrong:
        raise unread(wrong) from wrong
    await channels.put_channel(session, moved)
    for one in await channels.subscribers_of(session, place.id):
        at = next_digest(one.subscription.digests, moved.zone, request.now)
        await channels.set_next_digest(session, one.subscription.id, at)
    return moved


async def _filter_fields(session: Session, request: Request) -> dict[str, Any]:
    """Return the fields of a filter that are given. Raises NoAnswer."""
    found = _read(request, _FILTER_READERS)
    actors, countries = request.get("actors"), request.get("countries")
    if actors:
        names = [] if is_any(actors) else parts(actors)
        found["actors"] = tuple([(await the_actor(session, one)).id for one in names])
    if countries:
        names = [] if is_any(countries) else parts(countries)
        found["countries"] = tuple([await the_country(session, one) for one in names])
    return found


def _read(
    request: Request, readers: tuple[tuple[str, str, Callable[[str], Any]], ...]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for option, field, read in readers:
        text = request.get(option)
        if text is not None:
            try:
                found[field] = read(text)
            except ValueError as wrong:
                raise unread(wrong) from wrong
    return found


def _name(request: Request, wanted: Filter, known: dict[str, Subscription]) -> str:
    """Return what a subscription is called: as it is told, else by what it wants."""
    given = request.get("name")
    if given is not None:
        # What a seed file called it may not begin with the channel's name.
        name = given if given in known else "-".join(words(given))
        if not name or (len(name) > LONGEST_NAME and name not in known):
            raise NoAnswer(
                misused(f"a name has letters, at most {LONGEST_NAME}", "write name:asia-desk")
            )
        return name
    named = (*wanted.actors, *wanted.countries, *wanted.regions, *wanted.kinds)
    if wanted.exposure_only or wanted.bound_only:
        named = (*named, "exposure")
    stem = "-".join(named).lower()[:LONGEST_NAME].strip("-") or "everything"
    taken = known.get(stem)
    number = 2
    name = stem
    while taken is not None and taken.filter != wanted:
        name, number = f"{stem}-{number}", number + 1
        taken = known.get(name)
    return name


def _fresh(place: Channel, name: str) -> Subscription:
    try:
        return Subscription(id=subscription_id(place, name), channel=place.id)
    except ValidationError as refused:
        raise NoAnswer(misused(f"{name!r} is too long a name here", "write name:asia")) from refused


def _changed(before: Subscription, wanted: dict[str, Any], fields: dict[str, Any]) -> Subscription:
    """Return a subscription with what was given; what is not given stays as it is."""
    after = before.model_copy(update=fields | {"filter": before.filter.model_copy(update=wanted)})
    if not after.alerts:
        return after
    # Whoever asks for a digest or for reminders by name wants these kinds of message.
    asked = [AlertKind.DIGEST] if after.digests and {"digests", "alerts"} & set(fields) else []
    if after.reminders and "reminders" in fields:
        asked.append(AlertKind.REMINDER)
    return after.model_copy(update={"alerts": tuple(dict.fromkeys((*after.alerts, *asked)))})


async def answer_unsubscribe(session: Session, request: Request) -> Reply:
    """End a subscription."""
    place = await the_channel(session, request)
    found = await the_subscription(session, place, request.required("name"))
    await channels.end_subscription(session, found.id)
    name = subscription_name(found)
    answer = EndedAnswer(id=found.id, name=name, channel=where(place))
    return Reply(card=done_card(f"{place.name} no longer has the subscription {name}"), data=answer)


async def the_subscription(session: Session, place: Channel, name: str) -> Subscription:
    """Return the subscription that a channel calls `name`. Raises NoAnswer."""
    known = {subscription_name(one): one for one in await wishes_of(session, place)}
    found = known.get(name) or known.get("-".join(words(name)))
    if found is None:
        near = nearest_words(name, known) or tuple(known)[:3]
        raise NoAnswer(nothing(name, [(one, "subscription") for one in near]))
    return found


async def answer_subscriptions(session: Session, request: Request) -> Reply:
    """Answer: what does this channel want, and what did it set aside?"""
    place = await the_channel(session, request)
    found = await channel_answer(session, place, request.now)
    return Reply(card=channel_card(found), data=found)
