"""The field names that scripts rely on, as the first issue promises them."""

import json
from typing import Any

import pytest

from tests.commands.conftest import Ask

EVENT = {
    "id", "kind", "subtype", "title", "status", "certainty", "start", "end", "precision", "place",
    "participants", "broader", "legs", "sources", "revision", "schema_version",
}  # fmt: skip
ACTOR = {
    "id", "kind", "name", "aliases", "country", "offices", "warrants", "next", "last", "counts",
    "schema_version",
}  # fmt: skip
EXPOSURE = {
    "subject", "state", "on", "warrant", "bound", "since", "until", "articles", "reason",
    "schema_version",
}  # fmt: skip
CLAIM = {"id", "claimant", "about", "proposition", "stance", "denies", "date", "outlet", "origin"}


async def _data(ask: Ask, line: str) -> dict[str, Any]:
    reply = await ask(line)
    assert reply.data is not None
    data: dict[str, Any] = json.loads(reply.data.model_dump_json())
    return data


async def test_an_event(ask: Ask) -> None:
    data = await _data(ask, "event putin-vietnam-2024")
    assert set(data) >= EVENT
    assert set(data["place"]) >= {"name", "city", "country", "zone"}
    assert set(data["participants"][0]) >= {"id", "name", "role", "mode", "office"}
    assert set(data["sources"][0]) >= {"outlet", "origin", "url", "published"}
    assert (data["start"], data["end"], data["precision"]) == ("2024-06-19", "2024-06-20", "day")


async def test_an_actor(ask: Ask) -> None:
    data = await _data(ask, "actor putin")
    assert set(data) >= ACTOR
    assert set(data["offices"][0]) >= {"title", "state", "start", "end", "acting"}


async def test_an_exposure(ask: Ask) -> None:
    data = await _data(ask, "exposure putin mongolia on 2024-09-03")
    assert set(data) >= EXPOSURE
    assert (data["bound"], data["on"], data["state"]) == (True, "2024-09-03", "MN")


async def test_claims(ask: Ask) -> None:
    data = await _data(ask, "claims russia")
    assert set(data["items"][0]) >= CLAIM
    assert data["total"] == 2


@pytest.mark.parametrize(
    "line", ["upcoming june 2024", "events", "warrants", "claims", "history putin-vietnam-2024"]
)
async def test_lists(ask: Ask, line: str) -> None:
    data = await _data(ask, line)
    assert set(data) >= {"items", "total", "schema_version"}
    assert data["schema_version"] == 1
    assert len(data["items"]) == data["total"] > 0


BACKED = {"interpretation", "sources", "as_of", "schema_version"}
STAY = {"who", "office", "role", "standing", "surety", "place", "event"}


async def test_a_country(ask: Ask) -> None:
    data = await _data(ask, "country mongolia")
    assert set(data) >= BACKED | {
        "id", "name", "state", "on", "leaders", "foreign_ministers", "here", "coming", "treaties",
        "exposures",
    }  # fmt: skip
    assert set(data["coming"][0]) >= STAY
    assert set(data["treaties"][0]) >= {"treaty", "party", "reason", "since", "until", "in_force"}


async def test_where_somebody_is_and_who_is_somewhere(ask: Ask) -> None:
    data = await _data(ask, "where putin on 2024-06-20")
    assert set(data) >= BACKED | {"who", "office", "on", "stays", "before", "after"}
    assert set(data["stays"][0]) >= STAY
    data = await _data(ask, "who-is-in hanoi on 2024-06-20")
    assert set(data) >= BACKED | {"place", "country", "city", "first", "last", "stays"}


async def test_two_actors(ask: Ask) -> None:
    data = await _data(ask, "between putin vietnam")
    assert set(data) >= BACKED | {"a", "b", "coming", "past", "gatherings", "called_off", "counts"}


async def test_a_dossier(ask: Ask) -> None:
    data = await _data(ask, "event putin-north-korea-2024")
    assert set(data) >= {"known_since", "revisions", "differences", "told"}
    assert set(data["revisions"][0]) >= {"number", "at", "by", "source", "changes"}
