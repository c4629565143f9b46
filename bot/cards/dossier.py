"""The answer to "what is known of this event?", with how that came to be known."""

from dataclasses import replace

from bot.cards.card import Card, Moment, Text, Tone
from bot.cards.changes import change_line, telling
from bot.cards.event import event_card
from bot.cards.parts import blocks, bullets
from bot.domain.dossier_answers import DifferenceAnswer, EventDossier, RevisionNote, ToldAnswer

MOST_REVISIONS = 5
MOST_CHANGES = 3


def dossier_card(answer: EventDossier) -> Card:
    """Say all that is known of one event, since when, from whom, and who was told of it here."""
    card = event_card(answer)
    changed = [_revision(one) for one in answer.revisions[:0:-1]]
    known: Text = ("First recorded ", Moment(answer.known_since), f" by {answer.revisions[0].by}")
    last: Text = (f"revision {answer.revision}, ", Moment(answer.revised_at))
    return replace(
        card,
        tone=Tone.ANSWER,
        blocks=blocks(
            *card.blocks,
            bullets([line for one in answer.differences for line in _difference(one)],
                    "Sources differ"),
            bullets(map(_told, answer.told), "Announced here"),
            bullets([known, *([("Last: ", *last)] if changed else [])], "Known"),
            bullets(changed, "Changes", MOST_REVISIONS),
        ),
    )  # fmt: skip


def _difference(one: DifferenceAnswer) -> list[str]:
    *before, last = one.versions
    lines = [f"{one.field}: {each.said} ({each.source or 'no source named'})" for each in before]
    return [*lines, f"{one.field}, now: {last.said} ({last.source or 'no source named'})"]


def _revision(one: RevisionNote) -> Text:
    lines = [change_line(change) for change in telling(one.changes)]
    if len(lines) > MOST_CHANGES:
        lines = [*lines[:MOST_CHANGES], f"and {len(lines) - MOST_CHANGES} more, see history"]
    said = "; ".join(lines) or "nothing that shows"
    source = f" ({one.source})" if one.source else ""
    return (f"{one.number}, ", Moment(one.at), f": {said}{source}")


def _told(one: ToldAnswer) -> Text:
    said: Text = (one.channel.name,)
    if one.at is not None:
        said = (*said, ", first ", Moment(one.at))
    return (*said, f", as of revision {one.revision}")
