"""Shortcuts: look something up, or propose an event, from anywhere or from a message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.layout.text import harmless
from adapters.slack.listening.asking import Asking
from adapters.slack.listening.forms import INPUT
from adapters.slack.listening.incoming import Place, typed
from adapters.slack.listening.lookup import answer_openly
from adapters.slack.listening.modals import Modals
from adapters.slack.listening.prompt import answer_form
from adapters.slack.listening.replying import ANY
from adapters.slack.listening.views import modal, showing, waiting
from bot.commands.door import Door
from bot.commands.spec import Reply
from bot.commands.table import BY_NAME

LOOK_UP, LOOK_UP_MESSAGE = "diplo.look_up", "diplo.look_up_message"
PROPOSE, PROPOSE_FROM_MESSAGE = "diplo.propose", "diplo.propose_from_message"
_LINE = "line"
_LONGEST_LINE = 300
_LONGEST_TITLE = 150
_LONGEST_NOTE = 1500


class Shortcuts:
    """Opens what the shortcuts stand for."""

    def __init__(self, door: Door, asking: Asking, modals: Modals) -> None:
        self._door = door
        self._asking = asking
        self._modals = modals

    def listen(self, app: AsyncApp) -> None:
        """Register with the app."""
        app.shortcut(LOOK_UP)(self._ask)
        app.shortcut(LOOK_UP_MESSAGE)(self._look_up)
        app.shortcut(PROPOSE)(self._propose)
        app.shortcut(PROPOSE_FROM_MESSAGE)(self._propose)
        app.shortcut(ANY)(_nothing)
        app.view(LOOK_UP)(self._asked)

    async def _ask(self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient) -> None:
        """Ask what is to be looked up."""
        await ack()
        place = Place.of(body)
        if place is not None:
            await client.views_open(trigger_id=str(body.get("trigger_id")), view=_question(place))

    async def _asked(
        self,
        ack: AsyncAck,
        body: Mapping[str, Any],
        view: Mapping[str, Any],
        client: AsyncWebClient,
    ) -> None:
        line, place = _answered(view), Place.of(body)
        if place is None or not line:
            await ack(response_action="clear")
            return
        await answer_form(ack, client, str(view.get("id")), self._answer(place, client, line))

    async def _look_up(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Look up what a message is about."""
        await ack()
        place, line = Place.of(body), _text_of(body)
        if place is None:
            return
        trigger = str(body.get("trigger_id"))
        opened = await client.views_open(trigger_id=trigger, view=waiting())
        reply = await self._answer(place, client, line)
        await client.views_update(view_id=opened["view"]["id"], view=showing(reply.card))

    async def _propose(
        self, ack: AsyncAck, body: Mapping[str, Any], client: AsyncWebClient
    ) -> None:
        """Open the form of a new event, with what the message says."""
        await ack()
        place, text = Place.of(body), _text_of(body)
        known = {"title": text[:_LONGEST_TITLE], "note": text[:_LONGEST_NOTE]} if text else {}
        if place is not None and text:
            known |= _source_of(body, place)
        refused = await self._modals.open(body, client, BY_NAME["add"], known)
        if refused is not None:
            trigger = str(body.get("trigger_id"))
            await client.views_open(trigger_id=trigger, view=showing(refused.card))

    async def _answer(self, place: Place, client: AsyncWebClient, line: str) -> Reply:
        request = await self._asking.request(place, client)
        return await answer_openly(self._door, request, line)


async def _nothing(ack: AsyncAck) -> None:
    """Acknowledge a shortcut of an earlier version."""
    await ack()


def _question(place: Place) -> dict[str, Any]:
    field = InputBlock(
        block_id=_LINE,
        label=PlainTextObject(text="Who, where, when", emoji=False),
        hint=PlainTextObject(text="putin vietnam 2024, or: upcoming next 2 weeks", emoji=False),
        element=PlainTextInputElement(action_id=INPUT, max_length=_LONGEST_LINE),
    )
    return modal(
        "Look something up", [field], callback=LOOK_UP, submit="Ask", metadata=place.written()
    )


def _answered(view: Mapping[str, Any]) -> str:
    found: Any = view
    for name in ("state", "values", _LINE, INPUT, "value"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return str(found or "")


def _text_of(body: Mapping[str, Any]) -> str:
    said = body.get("message")
    return harmless(typed(said.get("text"))) if isinstance(said, Mapping) else ""


def _source_of(body: Mapping[str, Any], place: Place) -> dict[str, str]:
    """Return the link of the message: where it was said."""
    team, said = body.get("team"), body.get("message")
    domain = str(team.get("domain") or "") if isinstance(team, Mapping) else ""
    ts = str(said.get("ts") or "").replace(".", "") if isinstance(said, Mapping) else ""
    if not domain or not ts:
        return {}
    return {"source": f"https://{domain}.slack.com/archives/{place.channel}/p{ts}"}
