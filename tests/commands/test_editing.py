"""What editors record: revisions with their author and source, and alerts as from anywhere else."""

import pytest

from bot.commands.spec import Outcome
from bot.store import events, outbox
from tests.commands.desk import ADMIN, EDITOR, READER

ADD = (
    'add title:"Putin visits Ulan Bator" kind:visit who:putin country:mongolia on:"september 2024" '
    "source:https://news.example/1 certainty:likely"
)


async def revisions(desk, event):
    async with desk.database.reading() as session:
        return await events.revisions(session, event)


async def queued(desk):
    async with desk.database.reading() as session:
        return [(one.kind, one.subject) for one in await outbox.deliveries(session)]


async def test_a_new_event_is_shown_as_it_is_recorded(desk):
    found = await desk.data(ADD, EDITOR)
    assert (found.id, found.title) == ("putin-visits-ulan-bator", "Putin visits Ulan Bator")
    assert (found.dates.start, found.place.country) == ("2024-09", "MN")
    assert found.participants[0].id == "vladimir-putin"
    (first,) = await revisions(desk, found.id)
    assert first.by == EDITOR
    assert first.source == first.event.sources[0]


async def test_the_same_title_twice_is_two_events(desk):
    first, second = [(await desk.data(ADD, EDITOR)).id for _ in range(2)]
    assert second == f"{first}-2"


async def test_what_is_recorded_is_told_to_who_wants_it(desk):
    await desk.data("subscribe putin name:putin", ADMIN)
    found = await desk.data(ADD, EDITOR)
    assert ("announced", found.id) in await queued(desk)
    await desk.data("cancel putin-visits-ulan-bator reason:Illness.", EDITOR)
    assert ("cancelled", found.id) in await queued(desk)


@pytest.mark.parametrize(
    ("line", "status", "start"),
    [
        ("cancel putin-vietnam-2024 source:VNA", "cancelled", "2024-06-19"),
        ("postpone putin-vietnam-2024", "postponed", None),
        ("postpone putin-vietnam-2024 to:2024-07", "rescheduled", "2024-07"),
        ("revise putin-vietnam-2024 on:2024-06-20", "scheduled", "2024-06-20"),
        ("revise putin-vietnam-2024 status:moved-online", "moved-online", "2024-06-19"),
    ],
)
async def test_a_change_is_a_revision(desk, line, status, start):
    before = await revisions(desk, "putin-vietnam-2024")
    found = await desk.data(line, EDITOR)
    after = await revisions(desk, "putin-vietnam-2024")
    assert len(after) == len(before) + 1
    assert (found.status, found.dates.start) == (status, start)


async def test_the_same_again_changes_nothing(desk):
    await desk.data("cancel putin-vietnam-2024", EDITOR)
    again = await desk.ask("cancel putin-vietnam-2024", EDITOR)
    assert again.problem == "that is on record already; see history"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("add title:x on:soon", "'soon' is not a time that I understand"),
        ('add title:x on:"next 2 weeks"', "says between when, not when"),
        ("add title:x who:zzzzzz", "nothing found for 'zzzzzz'"),
        ("add title:x country:korea", "several match 'korea'"),
        ("add title:x kind:party", "kind cannot be 'party'"),
        ("add kind:visit", "add needs title"),
        ("revise putin-vietnam-2024", "what is to change?"),
        ("revise putin-vietnam-2024 zone:x city:Hanoi", "'x' is not an IANA time zone"),
        ("cancel nowhere-at-all-zz", "nothing found for"),
    ],
)
async def test_what_cannot_be_recorded_says_why_and_writes_nothing(desk, line, problem):
    before = await revisions(desk, "putin-vietnam-2024")
    reply = await desk.ask(line, EDITOR)
    assert not reply.ok
    assert problem in reply.problem
    assert await revisions(desk, "putin-vietnam-2024") == before


async def test_only_editors_record(desk):
    for line in (ADD, "cancel putin-vietnam-2024", "postpone putin-vietnam-2024"):
        assert (await desk.ask(line, READER)).outcome is Outcome.REFUSED
