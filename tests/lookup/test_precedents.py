"""What came of earlier visits under a warrant: told by the commands, as was known on the day."""

from datetime import UTC, datetime

import pytest

from bot.cards.card import Bullets
from bot.commands.law import answer_exposure
from bot.commands.spec import Request
from bot.commands.whereabouts import answer_country
from bot.domain.precedents import Precedent
from bot.store.database import Database
from bot.store.precedents import put_precedent
from tests import world

VISIT = Precedent.model_validate(
    {
        "id": "putin-mongolia", "subject": "vladimir-putin", "state": "MN",
        "on": "2024-09-02", "until": "2024-09-03", "conduct": "not-arrested",
        "rulings": [{"on": "2024-10-24", "text": "It had failed to comply."}],
        "arguments": [{"by": "Mongolia", "on": "2024-10", "text": "A head of state is immune."}],
    }
)  # fmt: skip
LINE = "Vladimir Putin in Mongolia, 2–3 Sept 2024: not arrested (reported)"
ARGUED = ". Argument of Mongolia, October 2024: A head of state is immune"
RULED = ". Court, 24 Oct 2024: It had failed to comply"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2024-09-02", None),
        ("2024-09-03", LINE),
        ("2024-10-23", LINE),
        ("2024-10-24", LINE + RULED),
        ("2024-11-01", LINE + ARGUED + RULED),
    ],
)
async def test_a_visit_is_told_with_what_was_known_by_then(
    database: Database, now: str, told: str | None
) -> None:
    await world.settle(database)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    options = {"actor": "putin", "country": "mongolia", "on": "2024-12-01"}
    async with database.writing() as session:
        await put_precedent(session, VISIT)
        exposed = await answer_exposure(session, Request("exposure", options, at, "ada"))
        named = {"country": "mongolia"}
        country = await answer_country(session, Request("country", named, at, "ada"))
    for reply in (exposed, country):
        lists = [one.items for one in reply.card.blocks if isinstance(one, Bullets)]
        lines = [text for items in lists for (text, *_) in items if "not arrested" in str(text)]
        assert lines == ([told] if told else [])
