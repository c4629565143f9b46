from datetime import date

import pytest

from bot.cards.card import Tone
from bot.cards.exposure import exposure_card
from bot.cards.listing import warrants_card
from bot.cards.warrant import warrant_card, warrant_news_card
from bot.cards.wording import exposure_line
from bot.domain.warrants import InstrumentKind, InstrumentStatus
from tests.builders import event_answer, exposure_answer, listing, warrant_answer

BOUND = {
    "bound": True,
    "state": "MN",
    "state_name": "Mongolia",
    "since": date(2023, 3, 17),
    "articles": ("86", "89"),
}


@pytest.mark.parametrize(
    ("answer", "heading", "line"),
    [
        (
            exposure_answer(**BOUND),
            "Exposure: Vladimir Putin in Mongolia: bound to arrest",
            "Mongolia is bound to arrest Vladimir Putin (Rome Statute, Art. 86, 89)",
        ),
        (
            exposure_answer(),
            "Exposure: Vladimir Putin in Vietnam: not bound",
            "Vietnam is not bound to arrest Vladimir Putin",
        ),
        (
            exposure_answer(bound=None),
            "Exposure: Vladimir Putin in Vietnam: not known",
            "Whether Vietnam is bound to arrest Vladimir Putin is not known",
        ),
    ],
)
def test_an_exposure_is_said_as_it_stands(answer, heading, line):
    assert exposure_card(answer, None).heading == heading
    assert exposure_line(answer) == line


def test_an_exposure_gives_its_basis_and_predicts_nothing(read):
    card = exposure_card(exposure_answer(**BOUND), event_answer())
    lines = read(card)
    assert card.tone is Tone.LAW
    assert "As of: Wed 19 Jun 2024" in lines
    assert "Warrant: icc-putin-2023" in lines
    assert "Basis: Rome Statute, Art. 86, 89" in lines
    assert "Bound since: Fri 17 Mar 2023" in lines
    assert "Dates: 18–19 Jun 2024" in lines
    assert lines[-1].endswith("It does not predict what a state will do.")


def test_a_warrant_says_what_the_court_did(read):
    lines = read(warrant_card(warrant_answer(note="No text was published.")))
    assert lines[0] == "Warrant: Vladimir Putin (International Criminal Court)"
    assert "Subject: Vladimir Putin, then President of Russia" in lines
    assert "Status: in force (confirmed)" in lines
    assert "Made public: 17 Mar 2023" in lines
    assert "Text: still under seal" in lines
    assert "Note: No text was published." in lines


@pytest.mark.parametrize(
    ("overrides", "heading"),
    [
        ({}, "Warrant made public: Vladimir Putin"),
        (
            {"kind": InstrumentKind.APPLICATION, "status": InstrumentStatus.PENDING},
            "Application for a warrant made public: Vladimir Putin",
        ),
        (
            {"status": InstrumentStatus.WITHDRAWN, "status_date": "2024-06"},
            "Warrant withdrawn: Vladimir Putin",
        ),
        (
            {"status": InstrumentStatus.UNCONFIRMED},
            "Warrant reported, not confirmed by the court: Vladimir Putin",
        ),
    ],
)
def test_warrant_news_is_no_firmer_than_the_record(overrides, heading):
    assert warrant_news_card(warrant_answer(**overrides), ()).heading == heading


def test_warrant_news_tells_the_travel_it_bears_on(read):
    lines = read(warrant_news_card(warrant_answer(), (exposure_answer(),)))
    assert "- Wed 19 Jun 2024: Vietnam is not bound to arrest Vladimir Putin" in lines
    lines = read(warrant_news_card(warrant_answer(), ()))
    assert "No travel of Vladimir Putin ahead is on record here." in lines


def test_warrants_are_listed_with_status_and_id(read):
    lines = read(warrants_card(listing(warrant_answer(), total=60)))
    assert "- Vladimir Putin: warrant, 17 Mar 2023 (in force) [icc-putin-2023]" in lines
    assert lines[-1] == "Shown: 1 of 60."
    assert read(warrants_card(listing()))[1] == "No warrants are on record here."
