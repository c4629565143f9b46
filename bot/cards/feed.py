"""The links of calendars: given once, then only known of."""

from collections.abc import Sequence

from bot.cards.card import Card, Moment, Text, Tone
from bot.cards.parts import blocks, bullets, paragraph
from bot.domain.channel_answers import FeedAnswer

_KEEP_IT = (
    "Keep it to yourself: whoever has it reads the calendar. It is shown this once. "
    "If it got out, feed {name} link:renew makes another, and this one opens nothing."
)
_HOW = "Apple: File, New Calendar Subscription. Google: Other calendars, From URL. "
_HOW_ON = "Outlook: Add calendar, Subscribe from web."


def link_card(answer: FeedAnswer) -> Card:
    """Give a link that was just made."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"The calendar of {answer.name}",
        blocks=blocks(
            paragraph(answer.link),
            paragraph(_KEEP_IT.format(name=answer.name)),
            paragraph(f"{_HOW}{_HOW_ON}"),
        ),
        summary=f"The calendar of {answer.name}",
    )


def feeds_card(channel: str, answers: Sequence[FeedAnswer]) -> Card:
    """Say which subscriptions of a channel have a link, since when, and by whom."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"Calendars of {channel}",
        blocks=blocks(
            bullets(map(_line, answers)),
            paragraph(_advice(answers)),
        ),
    )


def _line(one: FeedAnswer) -> Text:
    if one.since is None:
        return (f"{one.name}: no link",)
    return (f"{one.name}: a link since ", Moment(one.since, one.channel.zone), f", by {one.by}")


def _advice(answers: Sequence[FeedAnswer]) -> str:
    if not answers:
        return "It has no subscription, so no calendar. See subscribe."
    name = answers[0].name
    if any(one.since is None for one in answers):
        return f"feed {name} gives the link of one, for the calendar of whoever asks."
    return (
        "A link is shown once, as it is not kept. "
        f"Another in its place: feed {name} link:renew. None: feed {name} link:revoke."
    )
