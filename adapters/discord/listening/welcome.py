"""The first words in a guild: what Dragoman is, and the three commands to begin with."""

import discord

from adapters.discord.layout.paths import PREFIX, typed_path
from bot.cards.card import Bullets, Card, Paragraph, Tone
from bot.commands.table import BY_NAME

_FIRST = (
    ("upcoming", "next 2 weeks", "what is coming"),
    ("actor", "putin", "who somebody is, and where they are due"),
    ("subscribe", "", "tell this channel of visits, summits and warrants"),
)

_WHO = (
    "Whoever manages the server decides what a channel hears; whoever manages events may correct "
    "the record."
)


def welcome_card(name: str = PREFIX) -> Card:
    """Return the first words."""
    return Card(
        tone=Tone.ANSWER,
        heading="Dragoman is here",
        blocks=(
            Paragraph(("It tells channels of visits, summits and warrants, and answers you.",)),
            Bullets(tuple((_line(*one, name),) for one in _FIRST), "To begin with"),
            Paragraph((_WHO,)),
        ),
    )


def _line(command: str, example: str, purpose: str, name: str) -> str:
    typed = " ".join(filter(None, [typed_path(BY_NAME[command], name), example]))
    return f"{typed} – {purpose}"


def notice_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return where to write to a guild: its channel for notices, else the first that is open."""
    notices = [guild.system_channel] if guild.system_channel is not None else []
    for channel in [*notices, *guild.text_channels]:
        allowed = channel.permissions_for(guild.me)
        if allowed.view_channel and allowed.send_messages:
            return channel
    return None
