import pytest

from bot.cards.actor import actor_card
from bot.cards.claims import claims_card
from bot.cards.history import history_card
from bot.cards.listing import events_card
from bot.cards.replies import choice_card, help_card, nothing_card, trouble_card
from bot.domain.answers import MetAnswer, Named, OfficeAnswer
from bot.domain.dates import Dates
from bot.domain.events import Certainty, EventStatus
from bot.domain.sources import Standing
from bot.domain.tally import ordinal, tally_words
from tests.builders import (
    actor_answer,
    change,
    claim_answer,
    denial_answer,
    event_summary,
    listing,
    revision_answer,
)


def test_an_actor_shows_office_travel_and_warrants(read):
    counts = actor_answer().counts.model_copy(update={"last_visits": {"VN": "2017"}})
    later = event_summary(id="later", title="Later", country=None, dates=Dates(start="2024-06-20"))
    answer = actor_answer(
        claims=(claim_answer(), denial_answer()),
        counts=counts,
        ahead=(event_summary(), later),
        met=(MetAnswer(who=Named(id="kim", name="Kim Jong Un"), times=3, last="2023-09"),),
    )
    lines = read(actor_card(answer))
    assert lines[0] == "Vladimir Putin, President of Russia"
    assert "Also called: Владимир Путин, Poutine" in lines
    assert "On record: 3 events; 2 visits; 1 claim about" in lines
    assert "- Vietnam: 1, the last 2017; the next is the second on record" in lines
    assert "- North Korea: 1" in lines
    assert "- Kim Jong Un: 3 times, last September 2023" in lines
    assert "- 20 Jun 2024: Later [later]" in lines
    assert "- President of Russia, since 7 May 2012" in lines
    assert "- Wed 19 Jun 2024: Vietnam is not bound to arrest Vladimir Putin" in lines
    assert "Visits: fifth visit, first since 2017" in lines


def test_a_warrant_means_nothing_for_a_trip_that_is_not_on_record(read):
    lines = read(actor_card(actor_answer(exposures=(), next=None)))
    assert "No travel of Vladimir Putin ahead is on record here." in lines


def test_what_somebody_claims_stands_apart_from_what_is_claimed_of_them(read):
    own = claim_answer(id="own", claimant="vladimir-putin", claimant_name="Vladimir Putin")
    lines = read(actor_card(actor_answer(claims=(own, claim_answer()))))
    made, about = lines.index("Claims made:"), lines.index("Claims about them, and denials:")
    assert lines[made + 1].startswith("- Vladimir Putin asserted")
    assert lines[about + 1].startswith("- United States asserted")


def test_an_office_lists_its_holders(read):
    holders = (
        OfficeAnswer(id="a", title="Tô Lâm", state=None, start="2024-05", end=None, acting=False),
        OfficeAnswer(id="b", title="Xuân", state=None, start="2024-03", end="2024-05", acting=True),
        OfficeAnswer(id="c", title="Thưởng", state=None, start=None, end="2024-03", acting=False),
    )
    lines = read(actor_card(actor_answer(kind="office", office_now=None, holders=holders)))
    assert lines[lines.index("Holders:") + 1 :][:3] == [
        "- Tô Lâm, since May 2024",
        "- acting Xuân, March 2024 to May 2024",
        "- Thưởng, until March 2024",
    ]


def test_a_denial_stands_beneath_its_claim(read):
    other = claim_answer(id="other", proposition="something else", standing=Standing.CLAIMED)
    lines = read(claims_card(listing(denial_answer(), claim_answer(), other), "North Korea"))
    assert lines == [
        "Claims about North Korea",
        (
            "- United States asserted: North Korea provides weapons to Russia "
            "(October 2023; Reuters, via Wire story)"
        ),
        "- ↳ North Korea denies this: no weapons are provided (Reuters, via Wire story)",
        "- United States asserted: something else (October 2023; Reuters, via Wire story; claimed)",
    ]


def test_a_denial_that_is_not_listed_is_pointed_at(read):
    lines = read(claims_card(listing(claim_answer(denied_by=("nk-denial",))), None))
    assert lines[0] == "Claims"
    assert lines[-1] == "- ↳ denied: see nk-denial"
    alone = read(claims_card(listing(denial_answer()), None))
    assert alone[1].startswith("- North Korea denies: no weapons")
    assert read(claims_card(listing(), None))[1] == "No claims are on record here."


def test_history_tells_each_revision_and_whence_it_came(read):
    first = revision_answer(revision=1, changes=(), reason=None, source=None)
    untold = revision_answer(revision=3, changes=(change("place", None, "recorded more exactly"),))
    lines = read(history_card("State visit", listing(first, revision_answer(), untold)))
    assert lines == [
        "History: State visit",
        "Revision 1, <17 Jun 11:00>, by wire",
        "- first notice",
        (
            "Revision 2, <17 Jun 11:00>, by wire; source: Reuters, via Wire story, 17 Jun 2024. "
            "The plane landed after midnight."
        ),
        "- Dates: 18–19 Jun 2024 → 19 Jun 2024",
        (
            "Revision 3, <17 Jun 11:00>, by wire; source: Reuters, via Wire story, 17 Jun 2024. "
            "The plane landed after midnight."
        ),
        "- Place: recorded more exactly",
    ]


def test_events_are_listed_with_what_is_special_about_them(read):
    unsure = event_summary(
        id="g7", title="G7 summit", country="IT", dates=Dates(start="2024-06"),
        certainty=Certainty.MAY_OCCUR,
    )  # fmt: skip
    off = event_summary(id="off", status=EventStatus.CANCELLED)
    lines = read(events_card("June", listing(unsure, off, interpretation="1–30 Jun 2024")))
    assert lines == [
        "June",
        "1–30 Jun 2024",
        "- June 2024: G7 summit · Italy · planned, may occur [g7]",
        "- 19–20 Jun 2024: State visit of Vladimir Putin to Vietnam · cancelled [off]",
    ]
    assert read(events_card("June", listing()))[1] == "No events are on record here."


def test_replies_name_a_way_on(read):
    kims = (("kim-jong-un", "Kim Jong Un"), ("kim-hong-kyun", "Kim Hong-kyun"))
    assert read(choice_card("kim", kims))[:2] == [
        "Several match “kim”",
        "- Kim Jong Un [kim-jong-un]",
    ]
    assert read(nothing_card("putn", (("vladimir-putin", "Vladimir Putin"),))) == [
        "Nothing found for “putn”",
        "Nearest:",
        "- Vladimir Putin [vladimir-putin]",
    ]
    assert "comes near" in read(nothing_card("zzz", ()))[1]
    assert read(trouble_card("No such zone", "Write Europe/London.")) == [
        "No such zone",
        "Write Europe/London.",
    ]
    assert read(trouble_card("No such zone", None)) == ["No such zone"]
    lines = read(help_card((("actor NAME", "who somebody is"),), "Help", ("actor putin",)))
    assert lines == ["Help", "Try:", "- actor putin", "actor NAME: who somebody is"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "first"), (5, "fifth"), (12, "twelfth"), (13, "13th"), (21, "21st"), (22, "22nd"),
     (103, "103rd"), (111, "111th")],
)  # fmt: skip
def test_ordinals(number, said):
    assert ordinal(number) == said


def test_tallies_say_only_what_is_known():
    assert tally_words(None, "2000-07") == "first since July 2000"
    assert tally_words(5, "2017", country="Vietnam") == "fifth visit to Vietnam, first since 2017"
    assert tally_words(None, None, "counted differently") == "counted differently"
