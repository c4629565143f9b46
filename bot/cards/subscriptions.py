"""What a channel wants, in words: whom, where, how sure, when, and what is set aside."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards.card import Card, Fact, Facts, Moment, Text, Tone
from bot.cards.parts import blocks, bullets, facts, paragraph, said
from bot.domain.channel_answers import ChannelAnswer, PauseAnswer, SubscriptionAnswer
from bot.domain.subscription import Days, DigestTime, Style

_STYLE_WORDS = {
    Style.EDIT: "the first message is edited, its thread says what changed",
    Style.NEW: "each change is a new message",
}
_DAYS_WORDS = {Days.DAILY: "daily", Days.WEEKDAYS: "on weekdays", Days.WEEKLY: "on Mondays"}


def subscribed_card(answer: SubscriptionAnswer, *, new: bool) -> Card:
    """Say what was understood."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"{answer.channel.name} {'now has' if new else 'changed'} the subscription "
        f"{answer.name}",
        blocks=blocks(
            _facts(answer), paragraph(f"Change it: subscribe name:{answer.name} and what differs.")
        ),
    )


def channel_card(answer: ChannelAnswer) -> Card:
    """List what a channel wants, and what it set aside."""
    zone = answer.channel.zone
    wishes = Facts(tuple(Fact(one.name, (wish_words(one),)) for one in answer.subscriptions))
    snoozed: list[Text] = [
        (f"{one.event.name} [{one.event.id}], until ", Moment(one.until, zone))
        for one in answer.snoozed
        if one.until is not None
    ]
    return Card(
        tone=Tone.ANSWER,
        heading=f"{answer.channel.name} ({zone}): {_count(len(answer.subscriptions))}",
        blocks=blocks(
            bullets([pause_text(answer.pause, zone)]) if answer.pause.paused else None,
            wishes if answer.subscriptions else paragraph("It is told of nothing. See subscribe."),
            bullets(snoozed, "Snoozed"),
            bullets((f"{one.name} [{one.id}]" for one in answer.muted), "Muted"),
        ),
    )


def _count(number: int) -> str:
    return f"{number} subscription{'' if number == 1 else 's'}"


def pause_text(pause: PauseAnswer, zone: str) -> Text:
    """Say why nothing is sent, and until when."""
    why = f" ({pause.reason})" if pause.reason else ""
    if pause.trouble:
        return (f"Nothing can be posted{why}; it is tried from time to time",)
    if pause.until is None:
        return (f"Paused{why} until it is resumed",)
    return (f"Paused{why} until ", Moment(pause.until, zone))


def wish_words(answer: SubscriptionAnswer) -> str:
    """Say a subscription in one line."""
    told = [f"{label.lower()} {value}" for label, value in _when(answer) if value]
    return ". ".join((_filter_words(answer), "; ".join(told)))


def _facts(answer: SubscriptionAnswer) -> Facts | None:
    zone = answer.channel.zone
    return facts(
        said("Wants", _filter_words(answer)),
        *(said(label, value) for label, value in _when(answer)),
        said("Next digest", _moment(answer.next_digest, zone)),
        said("Changes", _STYLE_WORDS[answer.style]),
        said("Language of dates", answer.locale),
    )


def _moment(instant: datetime | None, zone: str) -> tuple[Moment, ...]:
    return (Moment(instant, zone),) if instant is not None else ()


def _filter_words(one: SubscriptionAnswer) -> str:
    """Say what a filter lets through."""
    places = (*(each.name for each in one.countries), *(_plain(each) for each in one.regions))
    said_parts = (
        _list(one.kinds) if one.kinds else "Every kind of event",
        f"with {_list(each.name for each in one.actors)}" if one.actors else None,
        f"concerning {_list(places)}" if places else None,
        f"at least {one.certainty.label}" if one.certainty else None,
        _exposure(one),
        "no news of warrants" if not one.warrants else None,
    )
    return ", ".join(part for part in said_parts if part)


def _exposure(one: SubscriptionAnswer) -> str | None:
    if one.bound_only:
        return "only where the subject of a warrant is due in a state not known to be free of duty"
    return "only where the subject of a warrant is due" if one.exposure_only else None


def _when(one: SubscriptionAnswer) -> tuple[tuple[str, str | None], ...]:
    """Return when and of what it is told, label by label."""
    quiet = one.quiet
    digests = _list(map(_digest, one.digests))
    if digests and not one.empty_digests:
        digests += ", unless there is nothing to say"
    return (
        ("Alerts", _list(map(_plain, one.alerts)) if one.alerts else "all but claims"),
        ("Reminders", _list(one.reminders) or "none"),
        ("Digest", digests or "none"),
        ("Quiet", f"{quiet.start:%H:%M}–{quiet.end:%H:%M}" if quiet else None),
        ("Calendar", "the server lists the events" if one.mirror else None),
        ("Picture", f"on Mondays, {one.picture}" if one.picture else None),
        ("Calls", _list(f"{each.whom}{_of(each.of)}" for each in one.mentions) or None),
    )


def _digest(one: DigestTime) -> str:
    return f"{one.at:%H:%M} {_DAYS_WORDS[one.days]}"


def _of(kinds: tuple[str, ...]) -> str:
    return f" (for {' '.join(map(_plain, kinds))})" if kinds else ""


def _plain(slug: str) -> str:
    return slug.replace("-", " ")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)
