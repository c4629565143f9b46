"""The routes of the loopback Discord: https://discord.com/developers/docs/resources/channel."""

from aiohttp import web

from tests.fakes.discord import payloads
from tests.fakes.discord.said import Said
from tests.fakes.discord.uploads import body_of
from tests.fakes.discord.world import BOT, Kind, May, Place, Refusal, World


def routes(world: World) -> list[web.RouteDef]:
    """Return what a server answers about `world`."""
    answers = Answers(world)
    messages = "/channels/{channel}/messages"
    message = messages + "/{message}"
    return [
        web.get("/users/@me", answers.me),
        web.get("/oauth2/applications/@me", answers.application),
        web.get("/users/{user}", answers.user),
        web.post("/users/@me/channels", answers.direct),
        web.get("/guilds/{guild}", answers.guild),
        web.get("/guilds/{guild}/threads/active", answers.active),
        web.get("/channels/{channel}", answers.channel),
        web.patch("/channels/{channel}", answers.reopen),
        web.post("/channels/{channel}/threads", answers.open_post),
        web.get(messages, answers.history),
        web.post(messages, answers.say),
        web.get(message, answers.read),
        web.patch(message, answers.edit),
        web.post(message + "/threads", answers.thread),
        web.post(message + "/crosspost", answers.publish),
    ]


def number(request: web.Request, name: str) -> int:
    return int(request.match_info[name])


class Answers:
    def __init__(self, world: World) -> None:
        self._world = world

    def _place(self, request: web.Request, *needed: May) -> Place:
        return self._world.place(number(request, "channel"), *needed)

    def _said(self, request: web.Request, *needed: May) -> Said:
        return self._world.message(self._place(request, *needed), number(request, "message"))

    async def me(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.user(BOT))

    async def application(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.application())

    async def user(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.user(number(request, "user")))

    async def direct(self, request: web.Request) -> web.Response:
        known = [one for one in self._world.places.values() if one.is_dm]
        return web.json_response(payloads.channel(known[0] if known else self._world.open(Kind.DM)))

    async def guild(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.guild())

    async def active(self, request: web.Request) -> web.Response:
        threads = [payloads.channel(one) for one in self._world.threads()]
        return web.json_response({"threads": threads, "members": []})

    async def channel(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.channel(self._place(request)))

    async def reopen(self, request: web.Request) -> web.Response:
        place = self._place(request, May.SEND_IN_THREADS)
        if place.locked:
            raise Refusal(403, 50013, "Missing Permissions")
        place.archived = (await request.json())["archived"]
        return web.json_response(payloads.channel(place))

    async def open_post(self, request: web.Request) -> web.Response:
        forum = self._place(request, May.SEND)
        if not forum.is_forum:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        body = await body_of(request, forum)
        if forum.asks_for_tag and not body.get("applied_tags"):
            raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
        name, first = payloads.checked_name(body), payloads.checked(body["message"])
        post = self._world.thread(forum, name)
        post.tags = [int(one) for one in body.get("applied_tags", [])]
        said = self._world.say(post, first)
        del post.said[said.id]
        said.id = post.id  # the first message of a post has the id of its thread
        post.said[said.id] = said
        return web.json_response(payloads.channel(post) | {"message": payloads.message(said)})

    async def history(self, request: web.Request) -> web.Response:
        place = self._place(request)
        if May.READ_HISTORY in place.denied:
            return web.json_response([])
        newest = sorted(place.said.values(), key=lambda said: said.id, reverse=True)
        page = newest[: int(request.query.get("limit", 50))]
        return web.json_response([payloads.message(one) for one in page])

    async def say(self, request: web.Request) -> web.Response:
        place = self._place(request)
        thread = place.is_thread
        place = self._place(request, May.SEND_IN_THREADS if thread else May.SEND)
        if place.is_forum:
            raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
        body = await body_of(request, place)
        reference = body.get("message_reference")
        if reference and int(reference["message_id"]) not in place.said:
            raise Refusal(400, 50035, "Invalid Form Body\nIn message_reference: Unknown message")
        said = self._world.say(place, payloads.checked(body))
        return web.json_response(payloads.message(said, with_nonce=True))

    async def read(self, request: web.Request) -> web.Response:
        return web.json_response(payloads.message(self._said(request, May.READ_HISTORY)))

    async def edit(self, request: web.Request) -> web.Response:
        place, said = self._place(request), self._said(request)
        if place.archived:
            raise Refusal(400, 50083, "Thread is archived")
        body = payloads.checked(await body_of(request, place), said)
        said.versions.append(said.body)
        said.body = body
        return web.json_response(payloads.message(said))

    async def thread(self, request: web.Request) -> web.Response:
        place, said = self._place(request, May.MAKE_THREADS), self._said(request)
        name = payloads.checked_name(await request.json())
        return web.json_response(payloads.channel(self._world.thread(place, name, said.id)))

    async def publish(self, request: web.Request) -> web.Response:
        place, said = self._place(request, May.SEND), self._said(request)
        if not place.is_news:
            raise Refusal(400, 50024, "Cannot execute action on this channel type")
        if said.published:
            raise Refusal(400, 40033, "This message has already been crossposted")
        said.published = True
        return web.json_response(payloads.message(said))
