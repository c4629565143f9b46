"""What happens when a button is pressed: on an alert, on an answer, on the App Home.

A button says by itself what is meant; nothing has to be remembered of the message on which it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listening.asking import Asking
from adapters.slack.listening.forms import FORMS
from adapters.slack.listening.handing import hand_over, share
from adapters.slack.listening.incoming import Place
from adapters.slack.listening.lookup import changes_something, look_up
from adapters.slack.listening.modals import Modals
from adapters.slack.listening.replying import ANY, BACK, ON, SHARE, Asked, private, public
from adapters.slack.listening.views import showing, waiting
from adapters.slack.render import DETAILS
from bot.commands.door import Door
from bot.commands.replies import misused
from bot.commands.spec import Command, Reply, Request
from bot.commands.table import BY_NAME

ACTION = "diplo:"
_UNKNOWN = misused("this button is from another time", "write /diplo help")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, or one line of a menu."""

    action: str
    """Its whole action id."""
    value: str
    choice: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Read which button was pressed."""
        actions = body.get("actions")
        first = actions[0] if isinstance(actions, list) and actions else {}
        action, chosen = str(first.get("action_id") or ""), first.get("selected_option")
        if isinstance(chosen, Mapping):
            value, _, choice = str(chosen.get("value") or "").rpartition(" ")
            return cls(action, value, choice)
        return cls(action, str(first.get("value") or ""))

    @property
    def command(self) -> Command | None:
        """The command that it stands for; none if there is none of that name any more."""
        return BY_NAME.get(self.action.removeprefix(ACTION))

    def arguments(self, command: Command) -> dict[str, str]:
        """Return what it tells the command: the reference, and the choice of a menu."""
        names = [one.name for one in command.options]
        return dict(zip(names, filter(None, (self.value, self.choice)), strict=False))


class Buttons:
    """Answers what is pressed."""

    def __init__(self, door: Door, asking: Asking, modals: Modals) -> None:
        self._door = door
        self._asking = asking
        self._modals = modals

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        app.action(SHARE)(self._share)
        app.action(ANY)(self._pressed)

    async def _pressed(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        await ack()
        place, pressed = Place.of(body), Pressed.of(body)
        if place is None:
            return
        command, initial = pressed.command, {"name": pressed.value} if pressed.value else {}
        if command is not None and command.name in FORMS:
            refused = await self._modals.open(body, client, command, initial)
            if refused is not None:
                trigger = str(body.get("trigger_id"))
                await client.views_open(trigger_id=trigger, view=showing(refused.card))
            return
        turning = pressed.action in (BACK, ON)
        if respond.response_url is None:
            await self._in_modal(body, client, place, pressed)
            return
        reply, asked = await self._answer(place, client, pressed)
        shown = partial(private, reply, asked)
        how = {"response_type": "ephemeral", "replace_original": turning}
        await hand_over(client, respond, place, reply, shown, **how)

    async def _in_modal(
        self, body: Mapping[str, Any], client: AsyncWebClient, place: Place, pressed: Pressed
    ) -> None:
        """Answer where there is no channel to answer in: on the App Home."""
        trigger = str(body.get("trigger_id"))
        opened = await client.views_open(trigger_id=trigger, view=waiting())
        reply, _ = await self._answer(place, client, pressed)
        await client.views_update(view_id=opened["view"]["id"], view=showing(reply.card))

    async def _answer(
        self, place: Place, client: AsyncWebClient, pressed: Pressed
    ) -> tuple[Reply, Asked | None]:
        """Return the answer, and how to ask for it again."""
        if pressed.action in (BACK, ON):
            asked = Asked.read(pressed.value)
            if asked is None or changes_something(asked.line):
                return _UNKNOWN, None
            request = await self._asking.request(place, client, asked.page)
            return await self._door.answer_line(asked.line, request), asked
        request = await self._asking.request(place, client)
        if pressed.action == f"{ACTION}{DETAILS.command}":
            return await look_up(self._door, request, pressed.value), None
        return await self._do(request, pressed)

    async def _do(self, request: Request, pressed: Pressed) -> tuple[Reply, Asked | None]:
        command = pressed.command
        if command is None:
            return _UNKNOWN, None
        reply = await self._door.answer(request.naming(command.name, pressed.arguments(command)))
        again = Asked(f"{command.name} {pressed.value}")
        return reply, None if command.writes else again

    async def _share(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Post an answer for all in the channel: asked again, by whoever shares it."""
        await ack()
        place, asked = Place.of(body), Asked.read(Pressed.of(body).value)
        if place is None:
            return
        if asked is None or changes_something(asked.line):
            await respond(**private(_UNKNOWN, None), response_type="ephemeral")
            return
        request = await self._asking.request(place, client, asked.page)
        reply = await self._door.answer_line(asked.line, request)
        if not reply.ok:
            await respond(**private(reply, None), response_type="ephemeral")
            return
        shown = partial(public, reply, place.who_name or "somebody")
        await share(client, respond, place, reply, shown)
        await respond(delete_original=True)
