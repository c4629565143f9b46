"""The loopback Slack itself: it takes requests, strikes with faults, and answers as Slack does."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Self

from aiohttp import web

from adapters.slack.connecting.scopes import BOT_SCOPES
from tests.fakes.slack.checks import check_message
from tests.fakes.slack.faults import AFTERWARDS, Fault, Faults
from tests.fakes.slack.lists import lists
from tests.fakes.slack.messages import Messages
from tests.fakes.slack.methods import Methods
from tests.fakes.slack.socket import Sockets
from tests.fakes.slack.state import BOT, Channel, Message, Refused, State, Team, User

LOOPBACK = "127.0.0.1"
TEAM, TOKEN, APP_TOKEN = "T0001", "xoxb-loopback", "xapp-loopback"
Args = dict[str, Any]
_JSON_FIELDS = ("blocks", "attachments", "metadata", "view", "files", "unfurls")


class SlackServer(State):
    """A Slack with one team, in which the app is installed; use it as a context manager."""

    def __init__(self) -> None:
        super().__init__()
        self.faults = Faults()
        self.sockets = Sockets()
        self.calls: Counter[str] = Counter()
        """How often each method was called, in vain or not."""
        self.responses: list[Args] = []
        """What was posted to a response_url."""
        self.answered: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        """Set, by response_url, once something was posted to it."""
        self.scopes = ",".join(BOT_SCOPES)
        self.url = ""
        self._messages = Messages(self)
        self._methods = Methods(self)
        self._handlers = self._table()
        self.add_team(TEAM, TOKEN)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_get("/socket", self.sockets.serve)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_post("/response/{id}", self._response)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, LOOPBACK, 0).start()
        self.url = f"http://{LOOPBACK}:{self._runner.addresses[0][1]}"
        self._methods.url = self.url
        return self

    async def __aexit__(self, *_: object) -> None:
        self.faults.ending.set()
        await self.sockets.cut()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What a client takes for https://slack.com/api/."""
        return f"{self.url}/api/"

    def add_team(self, team: str, token: str) -> Team:
        self.teams[team] = Team(team, f"Team {team}", token)
        return self.teams[team]

    def add_channel(self, channel: str, name: str = "", team: str = TEAM, **more: Any) -> Channel:
        self.channels[channel] = Channel(channel, name or channel.lower(), team, **more)
        return self.channels[channel]

    def add_user(self, user: str, name: str = "", **more: Any) -> User:
        self.users[user] = User(user, name or user.lower(), **more)
        return self.users[user]

    def somebody_says(self, channel: str, text: str, thread: str | None = None) -> Message:
        """Let a person write in a channel."""
        said = Message(self.next_ts(), channel, "U9999", text, thread_ts=thread)
        self.channels[channel].messages.append(said)
        return said

    def somebody_deletes(self, message: Message) -> None:
        self.channels[message.channel].messages.remove(message)

    def forget_client_ids(self) -> None:
        """Let time pass, after which Slack tells no repeat any more."""
        self.by_client.clear()

    def trigger(self) -> str:
        """Return a fresh trigger_id, which opens one modal."""
        self.triggers.add(made := self.next_id("trigger-"))
        return made

    def response_url(self) -> str:
        return f"{self.url}/response/{self.next_id('R')}"

    def in_channel(self, channel: str) -> list[Message]:
        """The messages of the bot in a channel, those in threads as well."""
        return [one for one in self.channels[channel].messages if one.user == BOT]

    def _table(self) -> dict[str, Callable[[Team, Args], Args]]:
        messages, methods = self._messages, self._methods
        return {
            "chat.postMessage": messages.post,
            "chat.update": messages.update,
            "chat.delete": messages.delete,
            "chat.postEphemeral": messages.ephemeral,
            "conversations.history": messages.history,
            "conversations.replies": messages.replies,
            "conversations.info": methods.info,
            "conversations.list": methods.list,
            "conversations.join": methods.join,
            "conversations.open": methods.open,
            **lists(self),
            "users.info": methods.user,
            "usergroups.users.list": methods.group,
            "auth.test": methods.auth_test,
            "auth.revoke": methods.auth_revoke,
            "files.getUploadURLExternal": methods.upload_url,
            "files.completeUploadExternal": methods.complete_upload,
        }

    async def _serve(self, request: web.Request) -> web.Response:
        method, args = request.match_info["method"], await _arguments(request)
        self.calls[method] += 1
        trouble = self.faults.next(method, args)
        if trouble is not None and trouble.fault not in AFTERWARDS:
            return await self.faults.strike(trouble, request)
        try:
            answer = {"ok": True, **self._answer(method, _token(request, args), args)}
        except Refused as refused:
            answer = refused.answer
        if trouble is not None:
            return await self.faults.strike(trouble, request)
        return web.json_response(answer, headers={"X-OAuth-Scopes": self.scopes})

    def _answer(self, method: str, token: str | None, args: Args) -> Args:
        if method == "oauth.v2.access":
            return self._methods.access(args)
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                raise Refused("invalid_auth")
            return {"url": f"{self.url.replace('http', 'ws', 1)}/socket?ticket={self.serial}"}
        team = self.team_of(token)
        if method in ("views.open", "views.update", "views.publish", "views.push"):
            return self._methods.view(method, args)
        if method not in self._handlers:
            raise Refused("unknown_method")
        return self._handlers[method](team, args)

    async def _upload(self, request: web.Request) -> web.Response:
        file = self.files[request.match_info["file"]]
        file["content"] = await request.read()
        return web.Response(text=f"OK - {len(file['content'])}")

    async def _response(self, request: web.Request) -> web.Response:
        said = await request.json()
        try:
            if not said.get("delete_original"):
                check_message(said, self.files)
        except Refused as refused:
            return web.json_response(refused.answer, status=404)
        self.responses.append(said)
        self.answered[f"{self.url}{request.path}"].set()
        return web.Response(text="ok")


async def _arguments(request: web.Request) -> Args:
    """Return what was asked, in whichever of the three ways the SDK sends it."""
    args: Args = dict(request.query)
    if request.content_type == "application/json":
        args |= await request.json()
    elif request.method == "POST":
        args |= await request.post()
    for name in _JSON_FIELDS:
        if isinstance(args.get(name), str):
            args[name] = json.loads(args[name])
    return args


def _token(request: web.Request, args: Args) -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else args.get("token")


__all__ = ["APP_TOKEN", "BOT", "TEAM", "TOKEN", "Fault", "SlackServer"]
