"""The real app before a real counter, as the root would wire them; and how people use it."""

import asyncio
from contextlib import asynccontextmanager
from typing import Any

from adapters.slack.adapter import SLACK
from bot.adapter import Wiring
from bot.counter import Counter
from tests.fakes.slack import Screen, SlackServer, seen
from tests.fakes.slack.server import APP_TOKEN, TEAM, TOKEN
from tests.fakes.slack.state import Message

PATIENCE = 5


class Heard(list):
    """What Slack was sent, in order; a test takes one after the other, and waits if need be."""

    def __init__(self) -> None:
        super().__init__()
        self._queue: asyncio.Queue[Any] = asyncio.Queue()

    def append(self, one: Any) -> None:
        super().append(one)
        self._queue.put_nowait(one)

    async def next(self, patience: float = PATIENCE) -> Any:
        async with asyncio.timeout(patience):
            return await self._queue.get()


class WatchedCounter(Counter):
    """A counter that tells when it has taken note of what became of a channel."""

    def __init__(self, desk) -> None:
        super().__init__(desk)
        self.news = Heard()

    async def follow(self, news) -> None:
        await super().follow(news)
        self.news.append(news)


class Front:
    """Slack's side of the connection: what people type and press, and what they see then."""

    def __init__(self, slack: SlackServer, news: Heard | None = None) -> None:
        self.slack = slack
        self.news = news
        self.responses = slack.responses = Heard()
        self.views = slack.views = Heard()
        self.posted = slack.messages = Heard()
        self.edited = slack.edited = Heard()

    def by(self, who: str = "U0001", channel: str | None = "C0001") -> dict[str, Any]:
        """What every interaction says of who did it, and where."""
        found = {
            "team": {"id": TEAM, "domain": "loopback"}, "user": {"id": who, "name": who.lower()},
            "trigger_id": self.slack.trigger(), "api_app_id": "A0001",
        }  # fmt: skip
        if channel:
            found |= {"channel": {"id": channel, "name": "desk"}}
            found |= {"response_url": self.slack.response_url()}
        return found

    async def interact(self, **payload: Any) -> dict[str, Any]:
        return await self.slack.sockets.envelope("interactive", payload)

    async def press(self, action: str, value: str | None, **more: Any) -> dict[str, Any]:
        """Somebody presses a button; return how it is acknowledged."""
        pressed = {"type": "button", "action_id": action, "block_id": "b", "value": value}
        told = self.by() | {"type": "block_actions", "actions": [pressed]} | more
        return await self.interact(**told)

    async def choose(self, action: str, value: str, **more: Any) -> dict[str, Any]:
        """Somebody chooses a line of a menu."""
        line = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        chosen = {"type": "static_select", "action_id": action, "selected_option": line}
        return await self.interact(
            **(
                self.by()
                | {"type": "block_actions", "actions": [chosen | {"block_id": "b"}]}
                | more
            )
        )

    async def send(self, view: dict[str, Any], by: str = "U0001", **fields: Any) -> dict[str, Any]:
        """Somebody fills in a form and sends it; return what Slack is to do then."""
        return await self.interact(**self.sent(view, by, **fields))

    def sent(self, view: dict[str, Any], by: str = "U0001", **fields: Any) -> dict[str, Any]:
        """What Slack sends with a form that is filled in."""
        state = {"values": {name: {"x": _element(one)} for name, one in fields.items()}}
        shown = {**view, "id": "V1", "state": state}
        return self.by(by, None) | {"type": "view_submission", "view": shown}

    async def suggest(
        self, view: dict[str, Any], option: str, letters: str, who: str = "U0001"
    ) -> list[str]:
        """Somebody types into a field that suggests; return what is offered."""
        told = self.by(who, None) | {
            "type": "block_suggestion", "view": view, "block_id": option, "value": letters,
            "action_id": "diplo.suggest", "container": {"type": "view", "view_id": "V1"},
        }  # fmt: skip
        return [one["text"]["text"] for one in (await self.interact(**told))["options"]]

    async def happens(self, event: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Something happens in Slack."""
        told = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A0001",
            "event_id": self.slack.next_id("Ev"), "event": event, **more,
        }  # fmt: skip
        return await self.slack.sockets.envelope("events_api", told)

    async def view(self, method: str = "views.open") -> dict[str, Any]:
        """The next modal or App Home that somebody is shown."""
        found, args = await self.views.next()
        assert found == method
        return args["view"]

    async def answer(self) -> Screen:
        """What whoever asked sees next."""
        return screen(await self.responses.next())

    async def asked(self, text: str, **more: Any) -> Screen:
        """Type a command and return what is seen then."""
        await self.type(text, **more)
        return await self.answer()

    def said(self, text: str, **more: Any) -> dict[str, Any]:
        """What Slack sends when ada types "/diplo text" on the desk."""
        return {
            "command": "/diplo", "text": text, "team_id": TEAM, "channel_id": "C0001",
            "channel_name": "desk", "user_id": "U0001", "user_name": "ada",
            "api_app_id": "A0001", "trigger_id": self.slack.trigger(),
            "response_url": self.slack.response_url(), **more,
        }  # fmt: skip

    async def type(self, text: str, **more: Any) -> dict[str, Any]:
        """Somebody types a command; return how it is acknowledged."""
        return await self.slack.sockets.envelope("slash_commands", self.said(text, **more))


@asynccontextmanager
async def busy(stage):
    """Keep the database to oneself: whoever writes has to wait."""
    async with stage.database.writing() as session:
        await session.connection()
        yield


def _element(value: Any) -> dict[str, Any]:
    """What Slack sends of a field that holds `value`: several, or one."""
    if isinstance(value, list):
        return {"type": "multi_external_select", "selected_options": [{"value": v} for v in value]}
    return {"type": "plain_text_input", "value": value}


def words(view: dict[str, Any]) -> str:
    """What a person reads in a view."""
    return screen({"blocks": view["blocks"]}).text


def screen(said: dict[str, Any]) -> Screen:
    """What a person sees of a response."""
    shown = Message(
        "1.1", "C0001", "UB0T", said.get("text", ""), said.get("blocks") or [],
        said.get("attachments") or [], sent=said,
    )  # fmt: skip
    return seen(shown)


@asynccontextmanager
async def connected(slack, stage, **values):
    """Connect the adapter over Socket Mode, unless told otherwise."""
    told = {"bot_token": TOKEN, "app_token": APP_TOKEN, "api_url": slack.api_url} | values
    url = stage.database.engine.url.render_as_string(hide_password=False)
    counter = WatchedCounter(stage.desk)
    wiring = Wiring(told, counter, stage.clock, url)
    async with SLACK.connect(wiring) as platform:
        stage.desk.platforms["slack"] = platform
        yield Front(slack, counter.news)
