"""What an answer carries beyond its card: sharing it with the channel, and turning its pages.

All of it stands in the custom ids, so that it works after a restart and in every process.
"""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import discord
from discord import ui

from adapters.discord.layout.limits import CUSTOM_ID
from adapters.discord.render import Sheet
from bot.cards.card import Fact, Facts
from bot.commands.spec import Reply, Request

SHARE = "diplo-share"
PAGE = "diplo-page"
AGAIN = "diplo-again"


def with_extras(sheet: Sheet, request: Request, reply: Reply, draft: str | None = None) -> Sheet:
    """Return a message with its buttons in a row of their own beneath it.

    What came by a form, kept as `draft`, and was not understood can be corrected.
    """
    extra = [*_turning(request, reply)]
    if draft is not None and not reply.ok:
        extra.append(_button(f"{AGAIN}:{request.command}:{draft}", "Correct it"))
    if reply.ok and not reply.secret:
        extra.append(_button(SHARE, "Share"))
    if isinstance(sheet.view, ui.LayoutView):
        if extra:
            sheet.view.add_item(ui.ActionRow(*extra))
        return sheet
    for one in extra:
        sheet.view.add_item(one)
    return sheet


def with_values(reply: Reply, request: Request) -> Reply:
    """Return a refusal with what was filled in, so that it is not lost."""
    kept = Facts(tuple(Fact(name, (value,)) for name, value in request.arguments.items()))
    blocks = (*reply.card.blocks, kept) if kept.items else reply.card.blocks
    return replace(reply, card=replace(reply.card, blocks=blocks))


def page_asked(carried: str) -> tuple[int, str, dict[str, str]] | None:
    """Read what a page's custom id carries: "2:upcoming?kind=visit"; none if it is not ours."""
    number, _, asked = carried.partition(":")
    command, _, told = asked.partition("?")
    return (int(number), command, dict(parse_qsl(told))) if number.isdecimal() else None


def _turning(request: Request, reply: Reply) -> list[ui.Button[Any]]:
    """Return the buttons to the pages before and after; none where they cannot be written down."""
    asked = f"{request.command}?{urlencode(request.arguments, errors='replace')}"
    wanted = ((request.page - 1, "Earlier"), (request.page + 1, "Later"))
    known = {f"{PAGE}:{page}:{asked}": label for page, label in wanted if 1 <= page <= reply.pages}
    return [_button(one, label) for one, label in known.items() if len(one) <= CUSTOM_ID]


def _button(known_by: str, label: str) -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=known_by, style=discord.ButtonStyle.secondary)
