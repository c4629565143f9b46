"""What arrives together: a change says which fields it sets and what it adds."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.bundle import Bundle, EventChange, SeedFile
from bot.domain.claims import Stance
from bot.domain.events import Mode, Role
from bot.domain.sources import Detail, Standing
from tests.domain.samples import claim, participant, visit

ARMS = Detail(text="Arms", standing=Standing.EXPECTED)
OIL = Detail(text="Oil", standing=Standing.EXPECTED)


def _changed(add: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return EventChange(event="visit", add=add, **fields).applied_to(visit(agenda=(ARMS,)))


def test_what_is_set_is_set():
    assert _changed({}, set={"title": "Another"}) == {"title": "Another"}


@pytest.mark.parametrize("field", ["colour", "id", "revision"])
def test_what_no_event_has_or_may_change_is_refused(field: str):
    with pytest.raises(ValueError, match=f"an event has no field '{field}' that can be set"):
        _changed({}, set={field: 1})


def test_an_item_is_added_behind_those_that_are_there():
    assert _changed({"agenda": (OIL,)}) == {"agenda": (ARMS, OIL)}


def test_an_item_that_is_there_is_not_added_again():
    assert _changed({"agenda": (ARMS,)}) == {}


def test_who_is_there_in_the_same_role_is_replaced():
    remote = participant("kim", Role.HOST, mode=Mode.REMOTE)

    people = _changed({"participants": (remote, participant("lavrov"))})["participants"]

    assert [(one.actor, one.role, one.mode) for one in people] == [
        ("putin", Role.VISITOR, Mode.IN_PERSON),
        ("kim", Role.HOST, Mode.REMOTE),
        ("lavrov", Role.VISITOR, Mode.IN_PERSON),
    ]


def test_nobody_numbers_revisions_by_hand():
    with pytest.raises(ValidationError, match="leave out 'revision'"):
        Bundle(events=(visit(revision=3),))


def test_nobody_takes_part_twice_in_one_role():
    with pytest.raises(ValidationError, match="putin is named 2 times as visitor"):
        visit(participants=(participant("putin"), participant("putin")))


def test_an_item_of_the_wire_needs_an_instant():
    item = {"id": "one", "at": "2024-06-17", "headline": "News"}
    with pytest.raises(ValidationError, match="is not an instant"):
        SeedFile.model_validate({"wire": [item]})


def test_only_a_denial_points_at_what_it_denies():
    assert claim("a", stance=Stance.DENIED, denies="b").denies == "b"
    with pytest.raises(ValidationError, match="only a claim with the stance 'denied'"):
        claim("a", stance=Stance.ASSERTED, denies="b")
