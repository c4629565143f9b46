"""Replies that are no answer yet: a choice to make, nothing found, trouble and its remedy, help."""

from bot.cards.card import Card, Fact, Facts, Tone
from bot.cards.parts import blocks, bullets, paragraph

Option = tuple[str, str]
"""An id, and the name to print beside it."""


def choice_card(query: str, options: tuple[Option, ...]) -> Card:
    """Ask which of several was meant; nothing is chosen silently."""
    return Card(
        tone=Tone.TROUBLE,
        heading=f"Several match “{query}”",
        blocks=blocks(
            bullets(map(_option, options)), paragraph("Ask again with the id of the one you mean.")
        ),
    )


def nothing_card(query: str, nearest: tuple[Option, ...]) -> Card:
    """Say that nothing was found, and what comes nearest."""
    return Card(
        tone=Tone.TROUBLE,
        heading=f"Nothing found for “{query}”",
        blocks=blocks(
            bullets(map(_option, nearest), "Nearest")
            or paragraph("Nothing on record here comes near it."),
        ),
    )


def trouble_card(problem: str, remedy: str | None) -> Card:
    """Say what went wrong and what can be done about it."""
    return Card(tone=Tone.TROUBLE, heading=problem, blocks=blocks(paragraph(remedy)))


def help_card(entries: tuple[Option, ...], heading: str, examples: tuple[str, ...]) -> Card:
    """List commands with what each does, and a few to try."""
    known = Facts(tuple(Fact(usage, (purpose,)) for usage, purpose in entries))
    return Card(
        tone=Tone.ANSWER,
        heading=heading,
        blocks=blocks(bullets(examples, "Try"), known if entries else None),
    )


def _option(option: Option) -> str:
    reference, name = option
    return f"{name} [{reference}]"
