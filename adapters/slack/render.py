"""A card as Block Kit: what a person sees in the channel, and what their notification says.

The heading stands in the message itself, the rest beside a bar in the colour of its kind.
"""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.attachments import BlockAttachment
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    HeaderBlock,
    PlainTextObject,
    SectionBlock,
)

from adapters.slack.layout import limits
from adapters.slack.layout.actions import action
from adapters.slack.layout.body import body, markup
from adapters.slack.layout.fit import fit
from adapters.slack.layout.mentions import callings
from adapters.slack.layout.pictures import image
from adapters.slack.layout.text import literal, plain
from bot.cards.card import Button, Card, Tone

SOURCE = 300
"""Characters of one source: who, when, and from whom."""
DETAILS = Button("details", "Details")
"""On a card that had to be cut and has no button of its own."""
_COLOURS = {
    Tone.NEWS: "#2EB67D", Tone.CHANGE: "#ECB22E", Tone.STOP: "#E01E5A", Tone.AHEAD: "#36C5F0",
    Tone.NOW: "#1D9BD1", Tone.DONE: "#4A6FA5", Tone.LAW: "#7B3FA0", Tone.DIGEST: "#4A154B",
    Tone.ANSWER: "#9AA0A6", Tone.TROUBLE: "#B3261E",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted: a text for notifications, the heading, and the body with its colour."""

    text: str
    blocks: tuple[Block, ...]
    attachment: BlockAttachment | None

    def payload(self) -> dict[str, Any]:
        """Return it as arguments of chat.postMessage and chat.update.

        All of them are always there: what an edit does not name would be kept from before.
        """
        return {
            "text": self.text,
            "blocks": [one.to_dict() for one in self.blocks],
            "attachments": [self.attachment.to_dict()] if self.attachment else [],
        }


def message(card: Card, mentions: tuple[str, ...] = (), picture: str | None = None) -> Message:
    """Return `card` as it is posted, calling those in `mentions` and nobody else.

    `picture` is the id of its uploaded picture, which stands beneath the heading.
    """
    calls = callings(mentions)
    above, cut_above = _above(card.heading, calls)
    if picture is not None and card.picture is not None:
        above = (*above, image(picture, card.picture.alt))
    below = _sources(card.sources)
    asked, cut_in_body = body(card)
    buttons = _buttons(card.buttons, card.reference)
    spare = _buttons((DETAILS,), card.reference)
    kept, left_out = fit(asked, (*above, *below, *(buttons or spare)))
    if cut_above or cut_in_body or left_out:
        buttons = buttons or spare
    return Message(
        text=f"{calls} {_notice(card, limits.TEXT - len(calls) - 1)}".strip(),
        blocks=above,
        attachment=_beside_a_bar((*kept, *below, *buttons), card),
    )


def _above(heading: str, calls: str) -> tuple[tuple[Block, ...], bool]:
    """Return who is called and the heading; one that is too long for a header is said in full."""
    blocks: list[Block] = [SectionBlock(text=markup(calls))] if calls else []
    whole = plain(heading)
    header = limits.cut(whole, limits.HEADER)
    blocks.append(HeaderBlock(text=_plain_text(header)))
    if header == "".join(whole):
        return tuple(blocks), False
    said = limits.cut(literal(heading), limits.SECTION)
    blocks.append(SectionBlock(text=markup(said)))
    return tuple(blocks), said.endswith(limits.MARK)


def _plain_text(text: str) -> PlainTextObject:
    """Return text in which neither markup nor the name of an emoji means anything."""
    return PlainTextObject(text=text or limits.MARK, emoji=False)


def _beside_a_bar(blocks: tuple[Block, ...], card: Card) -> BlockAttachment | None:
    if not blocks:
        return None
    return BlockAttachment(
        blocks=blocks, color=_COLOURS[card.tone], fallback=_notice(card, limits.TEXT)
    )


def _notice(card: Card, limit: int) -> str:
    """Return what a notification says, where Slack would read markup."""
    return limits.cut(literal(card.fallback), limit) or limits.MARK


def _sources(sources: tuple[str, ...]) -> tuple[Block, ...]:
    lines = [line for line in (limits.cut(plain(one), SOURCE) for one in sources) if line]
    if len(lines) > limits.CONTEXT_ELEMENTS:
        shown = limits.CONTEXT_ELEMENTS - 1
        lines = [*lines[:shown], f"{limits.MARK} and {len(lines) - shown} more"]
    return (ContextBlock(elements=[_plain_text(line) for line in lines]),) if lines else ()


def _buttons(buttons: tuple[Button, ...], reference: str | None) -> tuple[Block, ...]:
    """Return the row of buttons; none where a button could not say what it is about."""
    if not buttons or not reference or len(reference) > limits.BUTTON_VALUE:
        return ()
    elements = [action(one, reference) for one in buttons[: limits.BUTTONS]]
    return (ActionsBlock(elements=elements),)
