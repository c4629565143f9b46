from bot.cards.event import event_card
from bot.domain.answers import Named
from bot.domain.dates import Basis, Dates
from bot.domain.events import EventKind, EventStatus, Mode, Role
from bot.domain.sources import Standing
from tests.builders import (
    AT_THE_HOUR,
    KIM,
    ONE_DAY,
    PUTIN,
    TWO_DAYS,
    detail,
    event_answer,
    event_summary,
    exposure_answer,
    participant,
    place,
    source,
    tally,
)


def test_it_says_who_with_role_and_office(read):
    envoy = participant(
        "Luiz Inácio Lula da Silva",
        Role.ATTENDEE,
        "President of Brazil",
        mode=Mode.REPRESENTED,
        represented_by=Named(id="mauro-vieira", name="Mauro Vieira"),
        standing=Standing.REPORTED,
    )
    absentee = participant("Xi Jinping", Role.ABSENTEE, "President of China", note="declined")
    lines = read(event_card(event_answer(participants=(KIM, envoy, absentee, PUTIN))))
    who = lines[lines.index("Who:") + 1 : lines.index("Absent:")]
    assert who == [
        "- Vladimir Putin, President of Russia (visitor)",
        "- Kim Jong Un, President of the State Affairs of North Korea (host)",
        (
            "- Luiz Inácio Lula da Silva, President of Brazil "
            "(attendee, represented by Mauro Vieira, reported)"
        ),
    ]
    assert "- Xi Jinping, President of China: declined" in lines


def test_planned_and_actual_and_previous_dates_stand_apart(read):
    answer = event_answer(
        status=EventStatus.OCCURRED, actual=AT_THE_HOUR, planned=ONE_DAY, previously=TWO_DAYS
    )
    lines = read(event_card(answer))
    assert "Dates: <19 Jun 02:22>" in lines
    assert "Planned: 19 Jun 2024" in lines
    assert "Planned before: 18–19 Jun 2024" in lines
    assert "Status: took place (announced)" in lines
    assert not any(line.startswith("Likelihood") for line in lines)


def test_a_vague_date_stays_vague(read):
    vague = Dates(start="2023-09", wording="last September", basis=Basis.RELATIVE)
    lines = read(event_card(event_answer(planned=vague)))
    assert (
        "Dates: September 2023 (exact day not known; in the source: “last September”; "
        "counted from the day of the report)"
    ) in lines


def test_without_a_date_it_says_so(read):
    assert "Dates: no date" in read(event_card(event_answer(planned=Dates())))


def test_each_statement_keeps_its_standing(read):
    answer = event_answer(
        agenda=(detail("Trade."),),
        details=(detail("Weapons were sent", Standing.CLAIMED, "Kyiv, via Wire story"),),
        tally=tally(number=21, previous=None, note="state visits only"),
        note="Sources disagree.",
    )
    lines = read(event_card(answer))
    assert "- Trade (expected)" in lines
    assert "- Weapons were sent (claimed; Kyiv, via Wire story)" in lines
    assert "Visits: 21st visit (state visits only) (reported)" in lines
    assert lines[-1] == "Note: Sources disagree."


def test_a_trip_lists_its_legs_and_a_disputed_place_is_marked(read):
    answer = event_answer(
        kind=EventKind.TRIP,
        legs=(event_summary(leg=1),),
        place=place(name="Simferopol, Crimea", city=None, disputed=True, country_name="Ukraine"),
    )
    lines = read(event_card(answer))
    leg = "- 19–20 Jun 2024: State visit of Vladimir Putin to Vietnam [putin-hanoi-2024]"
    assert lines[lines.index("Legs:") + 1] == leg
    assert "Place: Simferopol, Crimea, Ukraine (disputed)" in lines


def test_exposures_and_sources_are_named():
    answer = event_answer(
        exposures=(exposure_answer(),),
        sources=(
            source(url="https://example.org/a"),
            source(id="w", published="2024-06-17T10:00Z"),
        ),
    )
    card = event_card(answer)
    assert card.sources == (
        "Reuters, via Wire story, 17 Jun 2024, https://example.org/a",
        "Reuters, via Wire story, 17 Jun 2024",
    )
    assert card.reference == "putin-pyongyang-2024"
