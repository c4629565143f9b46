"""Why a channel hears of an event or does not: one line for each gate, then what was sent."""

from collections.abc import Iterable, Iterator

from bot.cards.card import Card, Moment, Text, Tone
from bot.cards.parts import blocks, bullets, facts, paragraph, said
from bot.cards.subscriptions import pause_text
from bot.cards.told import coming_text, delivery_text
from bot.domain.channel_answers import DeliveryAnswer, WhyAnswer, WishAnswer

MOST = 20


def why_card(answer: WhyAnswer) -> Card:
    """Say whether a channel hears of an event, and why."""
    zone = answer.channel.zone
    return Card(
        tone=Tone.ANSWER,
        heading=f"{answer.channel.name} {_verdict(answer)}: {answer.event.title}",
        blocks=blocks(
            bullets(map(_wish, answer.subscriptions), "Subscriptions")
            or paragraph("There is no subscription here. See subscribe."),
            bullets(_gates(answer), "Set aside"),
            facts(
                said("Covered by", answer.covered_by_name or answer.covered_by),
                said("Knows", f"revision {answer.told_revision}" if answer.told_revision else None),
                said("Message", answer.message),
            ),
            bullets(_deliveries(answer.deliveries, zone), "So far", MOST)
            or paragraph("Nothing was sent here or waits to be."),
            bullets(
                (coming_text(one, zone, titled=False) for one in answer.ahead), "To come", MOST
            ),
            paragraph("Reminders come for its legs." if answer.by_legs else None),
        ),
        reference=answer.event.id,
    )


def _verdict(answer: WhyAnswer) -> str:
    if not answer.wanted:
        return "does not hear of it"
    held = answer.silenced or answer.snoozed_until or answer.pause.paused
    return "wants it, but hears nothing now" if held else "hears of it"


def _wish(one: WishAnswer) -> str:
    if one.refusal is not None:
        return f"{one.name}: not wanted, {one.refusal}"
    kinds = ", ".join(kind.replace("-", " ") for kind in one.unwanted)
    return f"{one.name}: wanted" + (f", but no alerts of the kinds {kinds}" if kinds else "")


def _gates(answer: WhyAnswer) -> Iterator[Text]:
    zone = answer.channel.zone
    if answer.pause.paused:
        yield pause_text(answer.pause, zone)
    if answer.snoozed_until is not None:
        yield ("Snoozed until ", Moment(answer.snoozed_until, zone))
    if answer.muted:
        names = ", ".join(one.name for one in answer.muted)
        effect = "so nothing is said" if answer.silenced else "others are in it, so it is told"
        yield (f"Muted: {names}; {effect}",)


def _deliveries(found: Iterable[DeliveryAnswer], zone: str) -> Iterator[Text]:
    return (delivery_text(one, zone, titled=False) for one in found)
