import pytest

from bot.cards.alert import alert_card
from bot.cards.card import Tone
from bot.domain.alerts import CHANGES, AlertKind
from bot.domain.answers import Named
from bot.domain.dates import Dates
from bot.domain.events import Certainty, EventStatus, Role
from bot.domain.sources import Standing
from tests.builders import (
    AT_THE_HOUR,
    ONE_DAY,
    PUTIN,
    TWO_DAYS,
    change,
    detail,
    event_answer,
    exposure_answer,
    participant,
    source,
    tally,
)

MOVED = change("dates", "18–19 Jun 2024", "19 Jun 2024")


def test_an_announcement_says_what_when_where_and_who(read):
    lines = read(alert_card(AlertKind.ANNOUNCED, event_answer(tally=tally()), ()))
    assert lines[0] == "Announced: State visit of Vladimir Putin to North Korea (Pyongyang)"
    assert "Dates: 18–19 Jun 2024" in lines
    assert "Place: Pyongyang, North Korea" in lines
    assert any(line.startswith("Who: Vladimir Putin, President of Russia; Kim") for line in lines)
    assert "Visits: fifth visit, first since 2017 (reported)" in lines


def test_a_former_office_is_called_former(read):
    guest = participant("Dmitry Medvedev", Role.VISITOR, "former President of Russia")
    lines = read(alert_card(AlertKind.ANNOUNCED, event_answer(participants=(guest,)), ()))
    assert "Who: Dmitry Medvedev, former President of Russia" in lines


@pytest.mark.parametrize("standing", [Standing.EXPECTED, Standing.REPORTED, Standing.CLAIMED])
def test_what_nobody_announced_is_not_called_announced(read, standing):
    lines = read(alert_card(AlertKind.ANNOUNCED, event_answer(standing=standing), ()))
    assert lines[0].startswith(f"{standing.capitalize()}: ")
    assert f"How sure: {standing}" in lines


def test_an_unlikely_event_says_so(read):
    answer = event_answer(certainty=Certainty.HIGHLY_UNCERTAIN)
    lines = read(alert_card(AlertKind.ANNOUNCED, answer, ()))
    assert "How sure: planned, highly uncertain" in lines


def test_an_announcement_stays_short(read):
    many = tuple(detail(f"Topic {number}") for number in range(9))
    lines = read(alert_card(AlertKind.ANNOUNCED, event_answer(agenda=many), ()))
    assert "- Topic 2 (expected)" in lines
    assert "- Topic 3 (expected)" not in lines
    assert "- and 6 more" in lines


def test_new_dates_show_the_old_and_the_new_with_the_hour(read):
    answer = event_answer(planned=AT_THE_HOUR, previously=TWO_DAYS)
    card = alert_card(AlertKind.RESCHEDULED, answer, (MOVED,))
    lines = read(card)
    assert card.tone is Tone.CHANGE
    assert lines[0].startswith("New dates: ")
    assert "Dates: 18–19 Jun 2024 → <19 Jun 02:22>" in lines


def test_a_plan_that_moved_again_shows_the_dates_in_force(read):
    answer = event_answer(planned=Dates(start="2024-06-25"))
    lines = read(alert_card(AlertKind.RESCHEDULED, answer, (MOVED,)))
    assert "Dates: 18–19 Jun 2024 → 25 Jun 2024" in lines


def test_dates_now_known_show_how_little_was_known(read):
    changes = (change("dates", "June 2024", "18–19 Jun 2024"),)
    lines = read(alert_card(AlertKind.DATES_KNOWN, event_answer(), changes))
    assert lines[0].startswith("Dates now known: ")
    assert "Dates: June 2024 → 18–19 Jun 2024" in lines


def test_postponed_says_that_there_is_no_new_date(read):
    answer = event_answer(
        planned=Dates(),
        previously=TWO_DAYS,
        status=EventStatus.POSTPONED,
        exposures=(exposure_answer(),),
    )
    card = alert_card(AlertKind.POSTPONED, answer, (change("dates", "18–19 Jun 2024", "no date"),))
    lines = read(card)
    assert card.tone is Tone.STOP
    assert "Dates: 18–19 Jun 2024 → no new date" in lines
    assert "Warrants:" not in lines


def test_cancelled_says_for_when_it_had_been_planned(read):
    changes = (change("certainty", "planned, certain", "planned, then cancelled"),)
    answer = event_answer(status=EventStatus.CANCELLED)
    lines = read(alert_card(AlertKind.CANCELLED, answer, changes))
    assert "Dates: had been planned for 18–19 Jun 2024" in lines
    assert "What changed:" not in lines


def test_a_change_names_every_difference_once(read):
    belousov = Named(id="andrei-belousov", name="Andrei Belousov")
    changes = (
        change("status", "scheduled", "moved-online"),
        change("participant", None, "attendee, announced", actor=belousov),
        change("outcome", None, "A treaty is signed (expected)"),
        change("source", None, "wire-2"),
        change("standing", None, "recorded more exactly"),
    )
    lines = read(alert_card(AlertKind.CHANGED, event_answer(), changes))
    said = lines[lines.index("What changed:") + 1 :]
    assert said == [
        "- Status: scheduled → moved online",
        "- Added: Andrei Belousov (attendee, announced)",
        "- Outcome, new: A treaty is signed (expected)",
    ]


def test_under_way_shows_when_it_began_and_what_was_planned(read):
    answer = event_answer(status=EventStatus.UNDER_WAY, actual=AT_THE_HOUR)
    lines = read(alert_card(AlertKind.UNDER_WAY, answer, ()))
    assert lines[0].startswith("Under way: ")
    assert "Dates: <19 Jun 02:22>" in lines
    assert "Planned: 18–19 Jun 2024" in lines


def test_under_way_by_schedule_says_that_there_is_no_report(read):
    lines = read(alert_card(AlertKind.UNDER_WAY, event_answer(), (), by_schedule=True))
    assert lines[0].startswith("Scheduled to be under way: ")
    assert "no report yet" in lines[1]


def test_concluded_tells_what_came_of_it(read):
    answer = event_answer(
        status=EventStatus.OCCURRED,
        actual=ONE_DAY,
        outcomes=(detail("A treaty was signed", Standing.CONFIRMED, "Reuters"),),
    )
    lines = read(alert_card(AlertKind.CONCLUDED, answer, ()))
    assert lines[0].startswith("Concluded: ")
    assert "Planned: 18–19 Jun 2024" in lines
    assert "- A treaty was signed (confirmed; Reuters)" in lines


def test_concluded_by_schedule_claims_nothing(read):
    lines = read(alert_card(AlertKind.CONCLUDED, event_answer(), (), by_schedule=True))
    assert lines[0].startswith("Scheduled dates have passed: ")
    assert "no report yet" in lines[1]


def test_a_late_message_admits_it(read):
    lines = read(alert_card(AlertKind.ANNOUNCED, event_answer(), (), late=True))
    assert "This message comes late: it was due earlier." in lines


def test_absentees_and_newest_sources_are_named(read):
    xi = participant("Xi Jinping", Role.ABSENTEE, None, note="declined")
    sources = tuple(source(id=f"s-{one}", outlet=one, origin=None) for one in ("A", "B", "C"))
    answer = event_answer(participants=(PUTIN, xi), sources=sources)
    card = alert_card(AlertKind.ANNOUNCED, answer, ())
    assert "Absent: Xi Jinping" in read(card)
    assert card.sources == ("C, 17 Jun 2024", "B, 17 Jun 2024", "and 1 more")


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_every_kind_has_words_and_a_reference(kind):
    card = alert_card(kind, event_answer(), (MOVED,), late=True, by_schedule=True)
    assert card.reference == "putin-pyongyang-2024"
    assert ": " in card.heading
