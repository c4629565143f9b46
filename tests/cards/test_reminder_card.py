from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.reminder import reminder_card
from bot.domain.dates import Dates
from bot.domain.events import Certainty, EventStatus
from tests.builders import AT_THE_HOUR, event_answer, exposure_answer

BEGINS = datetime(2024, 6, 17, 15, tzinfo=UTC)
"""The start of 18 June in Pyongyang."""
HOUR = datetime(2024, 6, 18, 17, 22, tzinfo=UTC)


def _lead(offset, begins, exact, before):
    answer = event_answer(planned=AT_THE_HOUR) if exact else event_answer()
    heading = reminder_card(answer, offset, begins, exact, begins - before).heading
    return heading.partition(":")[0]


@pytest.mark.parametrize(
    ("offset", "before", "said"),
    [
        ("7d", timedelta(days=7), "In 7 days"),
        ("7d", timedelta(days=5), "In 5 days"),
        ("7d", timedelta(days=5, hours=-3), "In 5 days"),
        ("1d", timedelta(days=1), "Tomorrow"),
        ("1d", timedelta(hours=2), "Tomorrow"),
        ("1d", timedelta(hours=-2), "Today"),
        ("morning", timedelta(hours=-8), "Today"),
        ("morning", timedelta(hours=16), "Today"),
        ("7d", timedelta(days=-2), "Begun by plan"),
    ],
)
def test_days_are_counted_from_now(offset, before, said):
    assert _lead(offset, BEGINS, False, before) == said


@pytest.mark.parametrize(
    ("offset", "before", "said"),
    [
        ("1h", timedelta(hours=1), "In 1 hour"),
        ("1h", timedelta(minutes=59, seconds=40), "In 1 hour"),
        ("1h", timedelta(minutes=44), "In 45 minutes"),
        ("1h", timedelta(minutes=1), "In 1 minute"),
        ("1h", timedelta(0), "Now"),
        ("1h", timedelta(minutes=-5), "Now"),
        ("1d", timedelta(days=1), "Tomorrow"),
        ("1d", timedelta(hours=20), "In 20 hours"),
        ("7d", timedelta(days=7), "In 7 days"),
        ("7d", timedelta(days=5), "In 5 days"),
        ("morning", timedelta(hours=9), "Today"),
    ],
)
def test_hours_are_counted_where_the_hour_is_known(offset, before, said):
    assert _lead(offset, HOUR, True, before) == said


@given(st.integers(0, 14 * 24 * 60), st.booleans(), st.sampled_from(["7d", "1d", "1h"]))
def test_a_reminder_never_names_a_distance_a_day_off(minutes, exact, offset):
    begins = HOUR if exact else BEGINS
    said = _lead(offset, begins, exact, timedelta(minutes=minutes))
    if said.startswith("In ") and said.endswith("days"):
        assert abs(int(said.split()[1]) - minutes / (24 * 60)) < 1


def test_the_hour_is_given_as_a_moment_and_the_days_as_the_hosts(read):
    card = reminder_card(
        event_answer(planned=AT_THE_HOUR), "1h", HOUR, True, HOUR - timedelta(hours=1)
    )
    assert "Begins: <19 Jun 02:22>" in read(card)
    assert "Dates: 19 Jun 2024 (as counted in Pyongyang)" in read(card)


def test_a_day_without_a_zone_names_no_calendar(read):
    answer = event_answer(planned=Dates(start="2024-06-18"), place=None)
    lines = read(reminder_card(answer, "1d", BEGINS, False, BEGINS))
    assert "Dates: 18 Jun 2024" in lines


def test_doubt_and_obligations_are_not_left_out(read):
    answer = event_answer(certainty=Certainty.MAY_OCCUR, exposures=(exposure_answer(),))
    lines = read(reminder_card(answer, "7d", BEGINS, False, BEGINS - timedelta(days=7)))
    assert "Likelihood: planned, may occur." in lines
    assert "- Vietnam is not bound to arrest Vladimir Putin" in lines
    moved = event_answer(status=EventStatus.RESCHEDULED)
    assert "Status: new dates set." in read(reminder_card(moved, "1d", BEGINS, False, BEGINS))
