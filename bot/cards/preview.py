"""What a channel got, what waits for it, and what it will get, in four lists."""

from collections.abc import Iterable

from bot.cards.card import Block, Card, Tone
from bot.cards.parts import blocks, bullets, paragraph
from bot.cards.subscriptions import pause_text
from bot.cards.told import coming_text, delivery_text
from bot.domain.channel_answers import DeliveryAnswer, PreviewAnswer

MOST = 30


def preview_card(answer: PreviewAnswer) -> Card:
    """Say what a channel got in the last days and will get in the next."""
    zone = answer.channel.zone
    span = f"{answer.days} day{'' if answer.days == 1 else 's'}"
    return Card(
        tone=Tone.ANSWER,
        heading=f"{answer.channel.name}: {span} back and {span} ahead",
        blocks=blocks(
            bullets([pause_text(answer.pause, zone)]) if answer.pause.paused else None,
            _told(answer.got, "Got", zone) or paragraph("It got nothing."),
            _told(answer.waiting, "Waiting", zone),
            _told(answer.missed, "Not sent", zone),
            bullets((coming_text(one, zone) for one in answer.coming), "To come", MOST)
            or paragraph("Nothing falls due by the calendar."),
            paragraph("News comes on top of this when it comes."),
        ),
    )


def _told(found: Iterable[DeliveryAnswer], heading: str, zone: str) -> Block | None:
    return bullets((delivery_text(one, zone) for one in found), heading, MOST)
