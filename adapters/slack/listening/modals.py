"""Forms in modals: opened, helped along by suggestions, sent.

Slack waits three seconds for each, whatever the database does; so nothing here waits that long.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.discretion import discreet_logger
from adapters.slack.connecting.unanswered import NO_ANSWER
from adapters.slack.layout import limits
from adapters.slack.layout.text import harmless
from adapters.slack.listening.asking import Asking
from adapters.slack.listening.editing import EMPTIED, as_typed, labels, named
from adapters.slack.listening.forms import (
    changes,
    command_of,
    field_at_fault,
    filled_in,
    form,
    options,
)
from adapters.slack.listening.incoming import Place
from adapters.slack.listening.prompt import PROMPT, Said, answer_form, shown
from adapters.slack.listening.replying import ANY
from adapters.slack.listening.views import showing
from bot.cards.replies import trouble_card
from bot.commands.door import Door
from bot.commands.replies import misused
from bot.commands.spec import Command, Outcome, Permission, Reply

OFFERED = 20
"""Suggestions; Slack takes 100, nobody reads them."""
_LONGEST_PROBLEM = 500


class Modals:
    """Opens forms, and answers what is sent with them."""

    def __init__(self, door: Door, asking: Asking) -> None:
        self._door = door
        self._asking = asking

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        app.view(ANY)(self._sent)
        app.options(ANY)(self._suggest)

    async def open(
        self,
        body: Mapping[str, Any],
        client: AsyncWebClient,
        command: Command,
        initial: Mapping[str, str] | None = None,
    ) -> Reply | None:
        """Open the form of a command, or return why whoever asks may not use it."""
        place = Place.of(body)
        if place is None:
            return None
        refused = await self._refusal(place, client, command)
        if refused is None:
            filled = await self._form(place, client, command, initial or {})
            try:
                await client.views_open(trigger_id=str(body.get("trigger_id")), view=filled)
            except NO_ANSWER:
                return misused("Slack opened no form", f"write {command.usage}")
        return refused

    async def _form(
        self, place: Place, client: AsyncWebClient, command: Command, initial: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return a form; of a subscription that is named, with what it wants so far."""
        name = initial.get("name")
        if name:
            with suppress(TimeoutError):
                async with asyncio.timeout(PROMPT):
                    request = await self._asking.request(place, client)
                    reply = await self._door.answer(request.naming("subscriptions", {}))
                    known = named(reply.data, name)
                    if known is not None:
                        return form(command, place.written(), as_typed(known), labels(known))
        return form(command, place.written(), initial)

    async def _refusal(
        self, place: Place, client: AsyncWebClient, command: Command
    ) -> Reply | None:
        """Return why somebody may not; none if they may, or nobody knows before the form is sent.

        Asked without any argument, a command that needs one is refused or misused, and no more.
        """
        if command.permission is Permission.READER or not any(
            one.required for one in command.options
        ):
            return None
        with suppress(TimeoutError):
            async with asyncio.timeout(PROMPT):
                request = await self._asking.request(place, client)
                reply = await self._door.answer(request.naming(command.name, {}))
                return reply if reply.outcome is Outcome.REFUSED else None
        return None

    async def _suggest(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Offer what an option may be; nothing, where that takes too long or fails."""
        found: dict[str, str] = {}
        try:
            async with asyncio.timeout(PROMPT):
                found = await self._suggestions(body, client)
        except TimeoutError:
            pass
        except Exception as failed:  # noqa: BLE001 - a list that stays empty says enough
            discreet_logger().error("nothing could be suggested", exc_info=failed)
        await ack(options=list(options(found)))

    async def _suggestions(self, body: Mapping[str, Any], client: AsyncWebClient) -> dict[str, str]:
        view, option = body.get("view") or {}, str(body.get("block_id") or "")
        command, place = command_of(view), Place.of(body)
        if command is None or place is None:
            return {}
        told = filled_in(command, view) | {option: str(body.get("value") or "")}
        request = (await self._asking.request(place, client)).naming(command.name, told)
        found = await self._door.suggest(request, option, OFFERED)
        return {one.value: one.label for one in found}

    async def _sent(
        self,
        ack: AsyncAck,
        body: Mapping[str, Any],
        view: Mapping[str, Any],
        client: AsyncWebClient,
    ) -> None:
        """Answer in the modal: what is wrong at its field, else what has come of it."""
        command, place = command_of(view), Place.of(body)
        if command is None or place is None:
            gone = trouble_card("this form is from another time", "open it again")
            await ack(response_action="update", view=showing(gone))
            return
        arguments = filled_in(command, view)
        if changes(view):
            arguments = EMPTIED | arguments
        asked = self._answer(place, client, command, arguments)
        said = partial(_said, command, arguments)
        await answer_form(ack, client, str(view.get("id")), asked, said)

    async def _answer(
        self,
        place: Place,
        client: AsyncWebClient,
        command: Command,
        arguments: Mapping[str, str],
    ) -> Reply:
        request = await self._asking.request(place, client)
        return await self._door.answer(request.naming(command.name, arguments))


def _said(command: Command, arguments: Mapping[str, str], reply: Reply) -> Said:
    """Return what is wrong, for the field that it is about; else what has come of it."""
    if reply.ok or reply.outcome is Outcome.REFUSED:
        return shown(reply)
    problem = harmless(reply.problem or reply.card.heading)
    field = field_at_fault(command, arguments, problem)
    return {"response_action": "errors", "errors": {field: limits.cut(problem, _LONGEST_PROBLEM)}}
