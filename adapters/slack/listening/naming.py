"""People by their names: the core knows somebody by Slack's id, and nobody else does.

A name is plain text, which calls nobody: unlike a mention, it may stand in whatever is said.
"""

import re
from collections.abc import Callable
from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import NO_ANSWER, reason
from adapters.slack.connecting.workspaces import Workspaces
from adapters.slack.listening.memory import PLACE, Memory
from adapters.slack.listening.person import Person
from adapters.slack.platform import SlackPlatform
from bot.cards.card import Block, Bullets, Card, Facts, Paragraph, Text
from bot.domain.delivery import Receipt
from bot.ports import Post

_ID = re.compile(r"(?<!roles )\b[UW](?=[A-Z]*\d)[A-Z0-9]{4,}\b")
"""Not behind "roles", where the id is to be typed."""
_MOST = 20
"""People that one card names."""

log = structlog.get_logger(__name__)


class Names:
    """Knows people's names, by workspace (in small letters)."""

    def __init__(self, workspaces: Workspaces, client: AsyncWebClient) -> None:
        self._workspaces = workspaces
        self._client = client
        self._known: Memory[tuple[str, str], str] = Memory(PLACE)

    async def of(self, workspace: str, said: str) -> dict[str, str]:
        """Return the names of those whose ids stand in a text; without those nobody knows."""
        ids = list(dict.fromkeys(_ID.findall(said)))[:_MOST]
        found = {one: await self._name(workspace, one) for one in ids}
        return {one: name for one, name in found.items() if name}

    async def _name(self, workspace: str, who: str) -> str:
        async def fetch() -> str:
            token = await self._workspaces.token(workspace)
            try:
                said = await self._client.users_info(user=who, token=token)
            except SlackApiError:  # no person, but something that looks like an id
                return ""
            name = Person.of(said["user"], workspace).name
            return f"@{name}" if name else ""

        try:
            return await self._known.get((workspace, who), fetch)
        except NO_ANSWER as failed:
            log.warning("a name could not be asked", reason=reason(failed))
            return ""


class NamingPlatform(SlackPlatform):
    """The platform, whose messages name people."""

    def __init__(self, names: Names, workspaces: Workspaces, api_url: str) -> None:
        super().__init__(workspaces.token, workspaces.people, api_url=api_url)
        self._names = names

    async def post(self, post: Post) -> Receipt:
        """Post a card."""
        return await super().post(replace(post, card=await self._named(post.address, post.card)))

    async def edit(self, receipt: Receipt, card: Card) -> None:
        """Let a message show `card`."""
        await super().edit(receipt, await self._named(receipt.address, card))

    async def _named(self, address: str, card: Card) -> Card:
        workspace = address.rpartition("/")[0].lower()
        return naming(card, await self._names.of(workspace, str(card)))


def naming(card: Card, names: dict[str, str]) -> Card:
    """Return a card in which people go by their names."""

    def put(text: str) -> str:
        return put_names(text, names)

    return replace(
        card,
        heading=put(card.heading),
        blocks=tuple(_block(one, put) for one in card.blocks),
        summary=put(card.summary) if card.summary else None,
    )


def put_names(text: str, names: dict[str, str]) -> str:
    """Return a text in which people go by their names."""
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


def _block(block: Block, put: Callable[[str], str]) -> Block:
    match block:
        case Paragraph(text):
            return Paragraph(_text(text, put))
        case Facts(items):
            return Facts(tuple(replace(one, value=_text(one.value, put)) for one in items))
        case Bullets(items, heading):
            return Bullets(tuple(_text(one, put) for one in items), heading)


def _text(text: Text, put: Callable[[str], str]) -> Text:
    return tuple(put(part) if isinstance(part, str) else part for part in text)
