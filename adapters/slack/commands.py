"""`/diplo …`: acknowledged at once, answered when there is an answer, and only to whoever asked."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listening.asking import Asking
from adapters.slack.listening.forms import FORMS
from adapters.slack.listening.handing import hand_over
from adapters.slack.listening.incoming import Place, typed
from adapters.slack.listening.lookup import changes_something
from adapters.slack.listening.modals import Modals
from adapters.slack.listening.replying import Asked, private
from bot.commands.door import Door
from bot.commands.parse import Parsed, parse
from bot.commands.spec import Command
from bot.commands.table import BY_NAME

_NOTHING_TYPED = "help"
"""What the command alone asks for."""


class SlashCommand:
    """Answers the slash command."""

    def __init__(self, door: Door, asking: Asking, modals: Modals) -> None:
        self._door = door
        self._asking = asking
        self._modals = modals

    def listen(self, app: AsyncApp, command: str) -> None:
        """Register with the app."""
        app.command(command)(self._typed)

    async def _typed(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        place = Place.of(body)
        if place is None:
            return
        line = typed(body.get("text"), place.team)
        command = _form_meant(line)
        if command is not None:
            reply = await self._modals.open(body, client, command)
        else:
            request = await self._asking.request(place, client)
            reply = await self._door.answer_line(line, request)
        if reply is not None:
            again = None if changes_something(line) else Asked(line or _NOTHING_TYPED)
            shown = partial(private, reply, again)
            await hand_over(client, respond, place, reply, shown, response_type="ephemeral")


def _form_meant(line: str) -> Command | None:
    """Return the command whose form is to be opened: one with nothing behind it."""
    parsed = parse(line)
    if not isinstance(parsed, Parsed) or parsed.arguments or parsed.command not in FORMS:
        return None
    return BY_NAME[parsed.command]
