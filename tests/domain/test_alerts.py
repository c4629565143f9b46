"""What a change of an event amounts to, and how urgent it is."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.alerts import AlertKind, Urgency, alert_kind, is_urgent, urgency
from bot.domain.dates import Dates
from bot.domain.edtf import OPEN
from bot.domain.events import Certainty, Event, EventStatus
from bot.domain.revision import first_notice, revise
from bot.domain.sources import Detail, Standing
from tests.domain.samples import AT_THE_HOUR, NOON, ONE_DAY, PYONGYANG, TWO_DAYS, visit


def _kind(before: Event, **changes: Any) -> AlertKind | None:
    known = first_notice(before, by="x", source=None, at=NOON).event
    return alert_kind(known, revise(known, changes, by="x", source=None, at=NOON))


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (visit(), AlertKind.ANNOUNCED),
        (visit(planned=Dates()), AlertKind.ANNOUNCED),
        (visit(status=EventStatus.RESCHEDULED), AlertKind.ANNOUNCED),
        (visit(status=EventStatus.CANCELLED), AlertKind.CANCELLED),
        (visit(status=EventStatus.POSTPONED, planned=Dates()), AlertKind.POSTPONED),
        (visit(status=EventStatus.UNDER_WAY), AlertKind.UNDER_WAY),
        (visit(status=EventStatus.OCCURRED), AlertKind.CONCLUDED),
    ],
)
def test_the_first_notice_of_an_event(event: Event, kind: AlertKind):
    assert alert_kind(None, first_notice(event, by="x", source=None, at=NOON)) is kind


@pytest.mark.parametrize(
    ("before", "changes", "kind"),
    [
        (visit(planned=Dates()), {"planned": TWO_DAYS}, AlertKind.DATES_KNOWN),
        (visit(planned=Dates(start="2024-06")), {"planned": TWO_DAYS}, AlertKind.DATES_KNOWN),
        (visit(planned=Dates(start="2024-06-18~")), {"planned": TWO_DAYS}, AlertKind.DATES_KNOWN),
        (visit(), {"planned": ONE_DAY}, AlertKind.RESCHEDULED),
        (visit(), {"planned": AT_THE_HOUR}, AlertKind.RESCHEDULED),
        (
            visit(),
            {"planned": ONE_DAY, "status": EventStatus.RESCHEDULED},
            AlertKind.RESCHEDULED,
        ),
        (visit(), {"planned": Dates(start="2024-06-18", end=OPEN)}, AlertKind.CHANGED),
        (visit(), {"planned": Dates(start="2024-06")}, AlertKind.CHANGED),
        (visit(planned=Dates(start="2024-06")), {"planned": Dates(start="2024-07")},
         AlertKind.CHANGED),
        (visit(), {"planned": Dates(), "status": EventStatus.POSTPONED}, AlertKind.POSTPONED),
        (visit(), {"status": EventStatus.CANCELLED}, AlertKind.CANCELLED),
        (visit(), {"status": EventStatus.UNDER_WAY, "actual": ONE_DAY}, AlertKind.UNDER_WAY),
        (visit(), {"status": EventStatus.OCCURRED}, AlertKind.CONCLUDED),
        (visit(), {"status": EventStatus.MOVED_ONLINE}, AlertKind.CHANGED),
        (visit(status=EventStatus.CANCELLED), {"status": EventStatus.SCHEDULED},
         AlertKind.REINSTATED),
        (
            visit(status=EventStatus.POSTPONED, planned=Dates()),
            {"status": EventStatus.RESCHEDULED, "planned": ONE_DAY},
            AlertKind.REINSTATED,
        ),
        (
            visit(status=EventStatus.POSTPONED, planned=Dates()),
            {"status": EventStatus.CANCELLED},
            AlertKind.CANCELLED,
        ),
        (visit(), {"title": "Another"}, AlertKind.CHANGED),
        (visit(), {"certainty": Certainty.CERTAIN}, AlertKind.CHANGED),
        (visit(), {"participants": ()}, AlertKind.CHANGED),
        (
            visit(),
            {"details": (Detail(text="A dinner", standing=Standing.REPORTED),)},
            AlertKind.CHANGED,
        ),
        (visit(actual=ONE_DAY), {"planned": ONE_DAY}, AlertKind.CHANGED),
    ],
)  # fmt: skip
def test_a_change_amounts_to(before: Event, changes: dict[str, Any], kind: AlertKind):
    assert _kind(before, **changes) is kind


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": ("tass",)},
        {"note": "The sources contradict each other."},
        {"planned": TWO_DAYS.model_copy(update={"wording": "on Tuesday"})},
    ],
)
def test_what_changes_only_the_record_is_not_worth_a_message(changes: dict[str, Any]):
    assert _kind(visit(), **changes) is None


def test_a_zone_written_out_moves_nothing():
    before = visit(planned=Dates(start="2024-06-18"))

    assert _kind(before, planned=Dates(start="2024-06-18", zone=PYONGYANG)) is None


@pytest.mark.parametrize("kind", list(AlertKind))
def test_bad_news_is_urgent_and_the_digest_last(kind: AlertKind):
    urgent = dict.fromkeys(("cancelled", "postponed", "rescheduled", "warrant"), Urgency.URGENT)
    later = {"reminder": Urgency.REMINDER, "digest": Urgency.DIGEST, "held": Urgency.DIGEST}

    assert urgency(kind) is (urgent | later).get(kind, Urgency.NORMAL)
    assert list(Urgency) == [Urgency.URGENT, Urgency.NORMAL, Urgency.REMINDER, Urgency.DIGEST]


@pytest.mark.parametrize(
    ("kind", "begins", "urgent"),
    [
        (AlertKind.CANCELLED, "2024-07-01", True),
        (AlertKind.CHANGED, "2024-07-01", False),
        (AlertKind.CHANGED, "2024-06-18", True),
        (AlertKind.REMINDER, "2024-06-18", False),
    ],
)
def test_what_may_break_into_quiet_hours(kind: AlertKind, begins: str, urgent: bool):
    event = visit(planned=Dates(start=begins))

    assert is_urgent(kind, event, datetime(2024, 6, 17, 16, tzinfo=UTC)) is urgent


def test_a_correction_says_that_it_is_one():
    before = first_notice(visit(), by="desk", source=None, at=NOON).event
    now = revise(before, {"title": "Other"}, by="desk", source=None, at=NOON, correction=True)

    assert alert_kind(before, now) is AlertKind.CORRECTION


def test_a_leg_that_joins_a_journey_changes_it():
    assert _kind(visit(), broader="trip", leg=1) is AlertKind.LEG_CHANGED
