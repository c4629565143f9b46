"""From a place in Slack to a request of the core: what channel it is, and what somebody may there.

Workspace admins and owners are admins. What else somebody may, Dragoman's own roles say: they are
granted to a person, to a user group or to a channel; and `standing` for their direct messages.
"""

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import NO_ANSWER, NOT_GRANTED, code, reason
from adapters.slack.listening.incoming import Place
from adapters.slack.listening.memory import PERSON, PLACE, Memory
from adapters.slack.listening.person import Person, line
from bot.clock import Clock
from bot.commands.spec import Origin, Permission, Request

log = structlog.get_logger(__name__)


class Asking:
    """Makes requests; remembers for a while who people are, and what channels are called."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._people: Memory[tuple[str, str], Person] = Memory(PERSON)
        self._groups: Memory[str, dict[str, tuple[str, ...]]] = Memory(PERSON)
        self._names: Memory[tuple[str, str], str] = Memory(PLACE)
        self._own: Memory[tuple[str, str], str] = Memory(PLACE)

    async def request(self, place: Place, client: AsyncWebClient, page: int = 1) -> Request:
        """Return the request of whoever asks, from where they ask."""
        person = await self._person(place, client)
        channel = await self._channel(place, client)
        own = place.is_direct
        name = f"{person.name or place.who} (direct)" if own else await self._name(place, client)
        workspace = place.team.lower()
        return Request(
            command="",
            arguments={},
            now=self._clock.now(),
            who=place.who,
            workspace=workspace,
            origin=Origin("slack", f"{place.team}/{channel}", name, workspace, person.zone),
            standing=Permission.ADMIN if person.rules else Permission.READER,
            groups=await self._groups_of(place, client),
            page=page,
        )

    def rename(self, team: str, channel: str, name: str) -> None:
        """Take note of what a channel is called now."""
        self._names.put((team, channel), name)

    async def _person(self, place: Place, client: AsyncWebClient) -> Person:
        async def fetch() -> Person:
            said = await client.users_info(user=place.who)
            return Person.of(said["user"], place.team)

        try:
            return await self._people.get((place.team, place.who), fetch)
        except NO_ANSWER as failed:
            log.warning("who somebody is could not be asked", reason=reason(failed))
            return Person(name=place.who_name)

    async def _channel(self, place: Place, client: AsyncWebClient) -> str:
        """Return the channel; for what is said in private, the direct messages with us.

        A slash command works in the direct messages of two people, too, where we cannot post.
        """
        if not place.is_direct:
            return place.channel

        async def fetch() -> str:
            said = await client.conversations_open(users=place.who)
            return str(said["channel"]["id"])

        try:
            return await self._own.get((place.team, place.who), fetch)
        except NO_ANSWER as failed:
            log.warning("direct messages could not be opened", reason=reason(failed))
            return place.channel or place.who

    async def _name(self, place: Place, client: AsyncWebClient) -> str:
        told = line(place.channel_name)
        if told:
            return told

        async def fetch() -> str:
            said = await client.conversations_info(channel=place.channel)
            return line(said["channel"].get("name")) or place.channel

        try:
            return await self._names.get((place.team, place.channel), fetch)
        except NO_ANSWER:  # we are not in it, and need not be to answer there
            return place.channel

    async def _groups_of(self, place: Place, client: AsyncWebClient) -> tuple[str, ...]:
        async def fetch() -> dict[str, tuple[str, ...]]:
            try:
                said = await client.usergroups_list(include_users=True)
            except SlackApiError as refused:
                if code(refused) in NOT_GRANTED:  # the scope is optional: then there are no groups
                    return {}
                raise
            return {one["id"]: tuple(one.get("users") or ()) for one in said["usergroups"]}

        try:
            groups = await self._groups.get(place.team, fetch)
        except NO_ANSWER as failed:
            log.warning("user groups could not be asked", reason=reason(failed))
            return ()
        return tuple(name for name, members in groups.items() if place.who in members)
