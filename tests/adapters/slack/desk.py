"""What the tests of Slack say and where: two channels of one team."""

from datetime import UTC, datetime

from bot.cards.card import Bullets, Card, Paragraph, Tone
from bot.domain.delivery import Receipt
from bot.ports import Post
from tests.fakes.slack.server import TEAM

NOW = datetime(2024, 6, 17, 11, tzinfo=UTC)
FIRST = "token-1"
"""The core's name of a delivery."""
DESK, LAB = f"{TEAM}/C0001", f"{TEAM}/C0002"


def tokens_of(slack):
    async def token(workspace: str) -> str | None:
        found = slack.teams.get(workspace.upper())
        return found.token if found else None

    return token


def people_of(known):
    async def people(workspace: str) -> tuple[str, ...]:
        return known.get(workspace, ())

    return people


def card(heading="A visit", *blocks, **more) -> Card:
    return Card(Tone.NEWS, heading, blocks or (Paragraph(("It is on.",)),), **more)


def post(shown=None, address=DESK, token=FIRST, **more) -> Post:
    return Post(address, shown or card(), token, NOW, **more)


def receipt(message: str, address=DESK) -> Receipt:
    return Receipt(platform="slack", address=address, message=message)


def digest(lists: int, items: int) -> Card:
    blocks = tuple(
        Bullets(tuple((f"Event {name}-{item}",) for item in range(items)), f"Day {name}")
        for name in range(lists)
    )
    return Card(Tone.DIGEST, "Digest for Monday", blocks, summary="Digest for Monday: much")
