"""One line on what was just set aside or taken up again."""

from bot.cards.card import Card, Fact, Facts, Moment, Tone
from bot.cards.parts import blocks, bullets, paragraph, summary_text
from bot.cards.subscriptions import pause_text
from bot.domain.answers import Listing
from bot.domain.channel_answers import (
    CoverAnswer,
    CoveredAnswer,
    MuteAnswer,
    PauseAnswer,
    RoleAnswer,
    SnoozeAnswer,
)


def done_card(heading: str, remark: str | None = None, reference: str | None = None) -> Card:
    """Say that something was done, and what follows from it."""
    return Card(Tone.ANSWER, heading, blocks(paragraph(remark)), reference=reference)


def pause_card(answer: PauseAnswer) -> Card:
    """Say whether a channel is paused now."""
    name = answer.channel.name
    if not answer.paused:
        return done_card(f"{name} is not paused", "What was held is sent now.")
    said = bullets([pause_text(answer, answer.channel.zone)])
    kept = paragraph("What falls due meanwhile is held and sent then.")
    return Card(Tone.ANSWER, f"{name} is paused", blocks(said, kept))


def snooze_card(answer: SnoozeAnswer) -> Card:
    """Say until when a channel hears nothing of an event."""
    name, event = answer.channel.name, answer.event
    if answer.until is None:
        return done_card(f"{name} hears of it again: {event.name}", reference=event.id)
    until = bullets([("Until ", Moment(answer.until, answer.channel.zone))])
    heading = f"{name} hears nothing of it: {event.name}"
    return Card(Tone.ANSWER, heading, blocks(until), reference=event.id)


def mute_card(answer: MuteAnswer) -> Card:
    """Say whether a channel hears of an actor."""
    name, actor = answer.channel.name, answer.actor
    if not answer.muted:
        return done_card(f"{name} hears of {actor.name} again")
    told = "Events in which others take part as well are told all the same."
    return done_card(f"{name} hears nothing of {actor.name}", told)


def cover_card(answer: CoverAnswer) -> Card:
    """Say who covers an event."""
    event, who = answer.event, answer.who_name or answer.who
    if who is None:
        heading = f"Nobody covers it: {event.name}"
    elif answer.granted:
        heading = f"{who} covers it: {event.name}"
    else:
        heading = f"{who} has it already: {event.name}"
    return done_card(heading, reference=event.id)


def mine_card(listing: Listing[CoveredAnswer]) -> Card:
    """List what somebody covers."""
    items = [(*summary_text(one.event), f" · in {one.channel.name}") for one in listing.items]
    nothing = paragraph("Nothing yet. Press Claim on an alert, or type claim and the event.")
    return Card(Tone.ANSWER, "What you cover", blocks(bullets(items) or nothing))


def roles_card(listing: Listing[RoleAnswer], workspace: str) -> Card:
    """List who may do what."""
    known = Facts(tuple(Fact(one.who, (one.role,)) for one in listing.items))
    everybody = paragraph("Everybody else is a reader; the terminal is admin.")
    return Card(
        Tone.ANSWER, f"Roles in {workspace}", blocks(known if listing.items else None, everybody)
    )
