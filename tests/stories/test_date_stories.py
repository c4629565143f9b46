"""A plan comes to be known, moves, is put off, comes back or dies; the desk reads it as it is."""

import pytest

from tests.stage import Stage, at, visit

UNDATED = {"planned": {}}


@pytest.fixture
async def stage(sqlite_database):
    found = await Stage(sqlite_database).open()
    await found.channel(reminders=[])
    return found


def facts_of(kept):
    """What a message says now, by its labels."""
    return {
        fact.label: "".join(str(part) for part in fact.value)
        for block in kept.card.blocks
        for fact in getattr(block, "items", ())
        if hasattr(fact, "label")
    }


def last(stage):
    return stage.platform.in_channel("#desk")[-1]


async def test_a_visit_is_announced(stage):
    await stage.hear(visit())
    assert stage.said() == ["Announced: The visit (Pyongyang)"]
    assert facts_of(last(stage))["Dates"] == "18–19 Jun 2024"


async def test_what_nobody_announced_is_not_called_announced(stage):
    await stage.hear(visit(standing="reported"))
    assert stage.said() == ["Reported: The visit (Pyongyang)"]


async def test_a_date_becomes_known(stage):
    await stage.hear(visit(**UNDATED))
    assert facts_of(last(stage))["Dates"] == "no date"
    await stage.change(planned={"start": "2024-06-18"})
    assert stage.said()[1:] == ["Dates now known: The visit (Pyongyang)"]


async def test_a_month_becomes_a_day(stage):
    await stage.hear(visit(planned={"start": "2024-06"}))
    await stage.change(planned={"start": "2024-06-18"})
    assert stage.said()[1:] == ["Dates now known: The visit (Pyongyang)"]


async def test_a_date_moves_and_both_are_said(stage):
    await stage.hear(visit())
    await stage.change(planned={"start": "2024-06-20"}, status="rescheduled")
    assert stage.said()[1:] == ["New dates: The visit (Pyongyang)"]
    assert facts_of(last(stage))["Dates"] == "18–19 Jun 2024 → 20 Jun 2024"


async def test_a_visit_is_put_off_and_is_on_again(stage):
    await stage.hear(visit())
    await stage.change(status="postponed", planned={})
    assert facts_of(last(stage))["Dates"] == "18–19 Jun 2024 → no new date"
    await stage.change(status="rescheduled", planned={"start": "2024-07-02"})
    assert stage.said()[1:] == [
        "Postponed: The visit (Pyongyang)",
        "On again: The visit (Pyongyang)",
    ]
    first = stage.platform.in_channel("#desk")[0]
    assert first.heading == "New dates: The visit (Pyongyang)"


async def test_a_visit_is_cancelled_and_nothing_more_is_said_of_it(stage):
    await stage.channel("lab")
    await stage.hear(visit())
    await stage.change(status="cancelled", certainty="eos6")
    await stage.until(at("2024-06-21 12:00"))
    for name in ("desk", "lab"):
        assert stage.said(name)[-1] == "Cancelled: The visit (Pyongyang)"
        assert len(stage.said(name)) == 2


async def test_a_cancelled_visit_comes_back(stage):
    await stage.hear(visit())
    await stage.change(status="cancelled", certainty="eos6")
    await stage.change(status="scheduled", certainty="eos5")
    assert stage.said()[-1] == "On again: The visit (Pyongyang)"


async def test_a_mistake_is_called_a_mistake(stage):
    await stage.hear(visit())
    wrong = {"event": "visit", "set": {"title": "The call"}, "correction": True}
    await stage.take_in(changes=[wrong])
    await stage.until(at("2024-06-01 12:10"))
    assert stage.said()[1:] == ["Corrected: The call (Pyongyang)"]


async def test_a_further_source_alone_is_no_message(stage):
    await stage.hear(visit())
    await stage.change(note="Both agencies give the same days.")
    assert len(stage.said()) == 1


async def test_only_what_passes_the_filter_is_heard(stage):
    await stage.channel("lab", filter={"kinds": ["summit"], "least_certainty": "eos4"})
    await stage.hear(
        visit(),
        visit("maybe", kind="summit", certainty="eos2"),
        visit("sure", kind="summit"),
    )
    assert stage.said("lab") == ["Announced: The sure (Pyongyang)"]
