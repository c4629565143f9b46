"""Every change of an event is a numbered revision, with a diff that a person can read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.dates import Dates
from bot.domain.events import (
    Certainty,
    Event,
    EventStatus,
    Mode,
    Place,
    Role,
    Subtype,
    VisitTally,
)
from bot.domain.revision import NoChange, Revision, differences, first_notice, revise
from bot.domain.sources import Detail, Standing
from tests.domain.samples import (
    AT_THE_HOUR,
    NOON,
    ONE_DAY,
    PYONGYANG,
    TWO_DAYS,
    participant,
    visit,
)

RECORDED = first_notice(visit(), by="seed.yaml", source="kcna", at=NOON).event


def _revise(event: Event = RECORDED, **changes: Any) -> Revision:
    return revise(event, changes, by="desk", source="tass", at=NOON, reason="moved")


def _said(revision: Revision) -> list[str]:
    plain = (str(change).replace("\u2009", " ") for change in revision.changes)
    return [one.replace("\u202f", " ") for one in plain]


def test_the_first_notice_is_revision_one():
    first = first_notice(visit(), by="seed.yaml", source="kcna", at=NOON)

    assert (first.number, first.event.revision, first.changes) == (1, 1, ())
    assert (first.by, first.source, first.at) == ("seed.yaml", "kcna", NOON)


def test_revisions_count_on():
    second = _revise(planned=ONE_DAY)
    third = _revise(second.event, title="Putin in Pyongyang")

    assert [second.number, third.number, third.event.revision] == [2, 3, 3]


def test_a_revision_says_who_why_and_from_where():
    found = _revise(planned=ONE_DAY)

    assert (found.by, found.source, found.at, found.reason) == ("desk", "tass", NOON, "moved")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"planned": ONE_DAY}, ["dates: 18–19 Jun 2024 -> 19 Jun 2024"]),
        ({"planned": AT_THE_HOUR}, ["dates: 18–19 Jun 2024 -> 19 Jun 2024, 02:22 local"]),
        ({"planned": Dates(start="2024-06~")}, ["dates: 18–19 Jun 2024 -> about June 2024"]),
        (
            {"planned": TWO_DAYS.model_copy(update={"wording": "next Tuesday"})},
            ["dates: + recorded more exactly"],
        ),
        ({"actual": ONE_DAY}, ["took place: + 19 Jun 2024"]),
        ({"title": "Another"}, ["title: Putin visits North Korea -> Another"]),
        ({"subtype": Subtype.STATE}, ["subtype: + state"]),
        ({"status": EventStatus.UNDER_WAY}, ["status: scheduled -> under-way"]),
        (
            {"certainty": Certainty.CERTAIN},
            ["certainty: planned, highly likely -> planned, certain"],
        ),
        ({"standing": Standing.CONFIRMED}, ["standing: announced -> confirmed"]),
        ({"place": Place(name="Wonsan", country="KP")}, ["place: Pyongyang, KP -> Wonsan, KP"]),
        ({"place": None}, ["place: - Pyongyang, KP"]),
        ({"broader": "trip", "leg": 1}, ["part of: + trip", "leg: + 1"]),
        (
            {"tally": VisitTally(number=2, previous="2000-07", note="as president")},
            ["earlier visits: + visit no. 2; last before: 2000-07; as president"],
        ),
        ({"note": "Disputed."}, ["note: + Disputed."]),
        ({"sources": ("kcna",)}, ["source: + kcna"]),
        (
            {"agenda": (Detail(text="Arms", standing=Standing.EXPECTED),)},
            ["agenda: + Arms (expected)"],
        ),
    ],
)
def test_the_diff_of_each_field_is_readable(changes: dict[str, Any], said: list[str]):
    assert _said(_revise(**changes)) == said


def test_the_diff_of_participants_names_whom_it_concerns():
    absent = participant("kim", Role.HOST, mode=Mode.REMOTE, note="ill")
    people = (absent, participant("lavrov", Role.DELEGATION, standing=Standing.EXPECTED))

    assert _said(_revise(participants=people)) == [
        "participant putin: - visitor, reported",
        "participant kim: host, reported -> host, remote, reported, ill",
        "participant lavrov: + delegation, expected",
    ]


def test_an_item_said_more_surely_is_taken_out_and_put_in():
    expected = Detail(text="A treaty", standing=Standing.EXPECTED)
    before = _revise(outcomes=(expected,)).event
    signed = expected.model_copy(update={"standing": Standing.CONFIRMED})

    assert _said(_revise(before, outcomes=(signed,))) == [
        "outcome: - A treaty (expected)",
        "outcome: + A treaty (confirmed)",
    ]


def test_a_source_added_to_an_item_is_recorded_more_exactly():
    item = Detail(text="A treaty", standing=Standing.EXPECTED)
    before = _revise(outcomes=(item,)).event
    sourced = item.model_copy(update={"sources": ("tass",)})

    assert _said(_revise(before, outcomes=(sourced,))) == ["outcome: + recorded more exactly"]


def test_a_change_to_the_same_is_none():
    with pytest.raises(NoChange, match="putin-north-korea-2024-06 already is as"):
        _revise(title=RECORDED.title, planned=TWO_DAYS)


def test_a_change_to_an_invalid_event_is_refused():
    with pytest.raises(ValidationError, match="a postponed event has no date"):
        _revise(status=EventStatus.POSTPONED)


def test_a_change_of_a_field_that_no_event_has_is_refused():
    with pytest.raises(ValidationError, match="Extra inputs"):
        _revise(colour="red")


def test_the_plan_before_is_kept():
    assert _revise(planned=ONE_DAY).event.previously == TWO_DAYS


def test_the_plan_before_is_that_of_the_last_move():
    once = _revise(planned=ONE_DAY).event

    assert _revise(once, planned=AT_THE_HOUR).event.previously == ONE_DAY


def test_another_change_leaves_the_plan_before_alone():
    once = _revise(planned=ONE_DAY).event

    assert _revise(once, title="Another").event.previously == TWO_DAYS


def test_a_postponement_keeps_the_date_that_was_given_up():
    event = _revise(status=EventStatus.POSTPONED, planned=Dates()).event

    assert event.previously == TWO_DAYS


def test_a_first_date_has_no_plan_before():
    undated = first_notice(visit(planned=Dates()), by="x", source=None, at=NOON).event

    assert _revise(undated, planned=TWO_DAYS).event.previously is None


def test_a_zone_written_out_moves_nothing():
    event = first_notice(visit(planned=Dates(start="2024-06-18")), by="x", source=None, at=NOON)
    zoned = Dates(start="2024-06-18", zone=PYONGYANG)

    assert _revise(event.event, planned=zoned).event.previously is None


def test_nothing_is_overwritten():
    before = RECORDED.model_dump()

    _revise(planned=ONE_DAY, participants=())

    assert RECORDED.model_dump() == before


def test_the_longest_text_can_be_changed():
    longest = Detail(text="x" * 4000, standing=Standing.REPORTED)

    assert _revise(details=(longest,)).number == 2


def test_a_revision_survives_json():
    found = _revise(planned=ONE_DAY, participants=())

    assert Revision.model_validate_json(found.model_dump_json()) == found


_DETAILS = st.lists(
    st.builds(
        Detail,
        text=st.sampled_from(["Arms", "Oil", "Space"]),
        standing=st.sampled_from([Standing.EXPECTED, Standing.CONFIRMED]),
        sources=st.sampled_from([(), ("tass",)]),
    ),
    max_size=3,
).map(tuple)
_PEOPLE = st.lists(
    st.builds(
        participant,
        st.sampled_from(["putin", "kim", "lavrov"]),
        st.sampled_from([Role.VISITOR, Role.HOST]),
        mode=st.sampled_from([Mode.IN_PERSON, Mode.REMOTE]),
        note=st.sampled_from([None, "ill"]),
    ),
    max_size=4,
    unique_by=lambda one: (one.actor, one.role),
).map(lambda people: tuple(sorted(people, key=lambda one: (one.actor, one.role))))
_EVENTS = st.builds(
    visit,
    title=st.sampled_from(["One", "Another"]),
    subtype=st.sampled_from([None, *Subtype]),
    status=st.sampled_from([EventStatus.SCHEDULED, EventStatus.UNDER_WAY]),
    certainty=st.sampled_from(list(Certainty)),
    standing=st.sampled_from(list(Standing)),
    planned=st.sampled_from([Dates(), Dates(start="2024-06"), TWO_DAYS, ONE_DAY, AT_THE_HOUR]),
    actual=st.sampled_from([None, ONE_DAY, AT_THE_HOUR]),
    place=st.sampled_from([None, Place(name="Pyongyang"), Place(name="Pyongyang", disputed=True)]),
    tally=st.sampled_from([None, VisitTally(number=2), VisitTally(previous="2000-07")]),
    note=st.sampled_from([None, "A note."]),
    participants=_PEOPLE,
    agenda=_DETAILS,
    outcomes=_DETAILS,
    details=_DETAILS,
    sources=st.sampled_from([(), ("tass",), ("tass", "kcna")]),
)


@given(_EVENTS, _EVENTS)
def test_there_are_differences_exactly_where_events_differ(before: Event, after: Event):
    assert bool(differences(before, after)) == (before != after)


@given(_EVENTS, _EVENTS)
def test_revising_leads_to_the_other_event(before: Event, after: Event):
    changes = {name: getattr(after, name) for name in Event.model_fields if name != "revision"}
    try:
        found = revise(before, changes, by="desk", source=None, at=NOON)
    except NoChange:
        assert before == after
        return
    assert found.event == after.model_copy(update={"revision": 1})
    assert all(str(change) for change in found.changes)
