"""Events, actors, claims, warrants and histories as they are answered."""

from datetime import date, timedelta

from bot.lookup.actor import actor_answer
from bot.lookup.calendar import EventQuery, events
from bot.lookup.claims import claims, claims_between
from bot.lookup.dossier import dossier
from bot.lookup.event import event_answer
from bot.lookup.history import history, revision_answer
from bot.lookup.warrants import warrant_answer, warrants
from bot.store.database import Session
from tests.world import EARLIER, NOW


async def test_an_event_with_the_offices_of_its_day(session: Session) -> None:
    found = await event_answer(session, "putin-vietnam-2024", NOW)
    assert found is not None
    assert [one.office for one in found.participants] == [
        "President of Russia",
        "President of Vietnam",
    ]
    assert (found.broader_title, found.leg) == ("Putin travels to North Korea and Vietnam", 2)
    assert found.outcomes[0].sources == ("Reuters, via Wire story",)
    assert [one.bound for one in found.exposures] == [False]


async def test_an_office_is_not_held_before_its_time(session: Session) -> None:
    found = await event_answer(session, "putin-vietnam-2017", NOW)
    assert found is not None
    assert found.participants[1].office is None


async def test_a_trip_has_its_legs_and_their_exposures(session: Session) -> None:
    found = await event_answer(session, "putin-asia-2024", NOW)
    assert found is not None
    assert [leg.id for leg in found.legs] == ["putin-north-korea-2024", "putin-vietnam-2024"]
    assert [one.state for one in found.exposures] == ["KP", "VN"]


async def test_a_past_revision_can_be_asked_for(session: Session) -> None:
    now = await event_answer(session, "putin-north-korea-2024", NOW)
    then = await event_answer(session, "putin-north-korea-2024", NOW, revision=1)
    assert now is not None
    assert then is not None
    assert (then.start, then.end, then.revision) == ("2024-06-18", "2024-06-19", 1)
    assert (now.start, now.end, now.revision) == ("2024-06-19", None, 2)
    assert now.previously is not None
    assert now.previously.start == "2024-06-18"


async def test_what_is_not_there_is_none(session: Session) -> None:
    assert await event_answer(session, "nothing", NOW) is None
    assert await event_answer(session, "putin-vietnam-2024", NOW, revision=9) is None
    assert await actor_answer(session, "nobody", NOW) is None
    assert await history(session, "nothing") is None
    assert await warrant_answer(session, "nothing", NOW) is None


async def test_an_actor(session: Session) -> None:
    found = await actor_answer(session, "vladimir-putin", NOW)
    assert found is not None
    assert found.office_now == "President of Russia"
    assert found.next is not None
    assert found.next.id == "putin-north-korea-2024"
    assert found.last is not None
    assert found.last.id == "putin-vietnam-2017"
    assert [one.id for one in found.warrants] == ["icc-putin-2023"]
    assert [one.state for one in found.exposures] == ["KP", "VN", "MN"]
    assert (found.counts.events, found.counts.visits) == (5, 1)
    assert found.counts.visits_by_country == {"VN": 1}
    assert found.counts.last_visits == {"VN": "2017-11-10"}
    assert [one.id for one in found.ahead] == [
        "putin-north-korea-2024", "putin-vietnam-2024", "putin-mongolia-2024",
    ]  # fmt: skip
    assert [one.id for one in found.behind] == ["putin-vietnam-2017"]
    assert [(one.who.id, one.times, one.last) for one in found.met] == [("to-lam", 1, "2017-11-10")]
    assert found.as_of == NOW


async def test_the_tally_is_that_of_the_next_visit(session: Session) -> None:
    after_the_first_leg = NOW + timedelta(days=2, hours=12)
    found = await actor_answer(session, "vladimir-putin", after_the_first_leg)
    assert found is not None
    assert found.next is not None
    assert found.next.id == "putin-vietnam-2024"
    assert found.tally == "fifth visit to Vietnam, first since 2017"


async def test_those_met_most_come_first_and_a_side_event_is_no_other_meeting(
    session: Session,
) -> None:
    later = NOW + timedelta(days=9)
    found = await actor_answer(session, "vladimir-putin", later)
    assert found is not None
    assert [(one.who.id, one.times, one.last) for one in found.met] == [
        ("to-lam", 2, "2024-06-19"), ("kim-jong-un", 1, "2024-06-19"),
    ]  # fmt: skip
    state = await actor_answer(session, "vietnam", later)
    assert state is not None
    assert [(one.who.id, one.times) for one in state.met] == [("vladimir-putin", 2)]


async def test_a_dossier_says_since_when_and_where_sources_differ(session: Session) -> None:
    found = await dossier(session, "putin-north-korea-2024", NOW)
    assert found is not None
    assert (found.known_since, found.revised_at) == (EARLIER, NOW)
    assert [(one.number, one.by, one.source) for one in found.revisions] == [
        (1, "seed", "Reuters, via Wire story"), (2, "wire", "Reuters, via Wire story"),
    ]  # fmt: skip
    assert found.differences == ()  # one source, which corrects itself
    first = await dossier(session, "putin-north-korea-2024", NOW, revision=1)
    assert first is not None
    assert [one.number for one in first.revisions] == [1]


async def test_an_office_has_holders(session: Session) -> None:
    found = await actor_answer(session, "president-of-vietnam", NOW)
    assert found is not None
    assert [(one.id, one.end) for one in found.holders] == [("to-lam", "2024-10-21")]


async def test_a_state_has_the_events_on_its_soil(session: Session) -> None:
    found = await actor_answer(session, "vietnam", NOW)
    assert found is not None
    assert found.next is not None
    assert found.next.id == "putin-vietnam-2024"
    assert found.counts.visits == 0


async def test_a_denial_stands_beside_its_claim(session: Session) -> None:
    found = await claims(session, "north-korea")
    assert {one.id: one.denied_by for one in found.items} == {
        "arms-claim": ("arms-denial",),
        "arms-denial": (),
    }
    assert found.total == 2


async def test_claims_of_some_days(session: Session) -> None:
    said = await claims_between(session, date(2024, 6, 16), date(2024, 6, 17))
    assert [one.id for one in said] == ["arms-claim", "arms-denial"]
    assert await claims_between(session, date(2024, 6, 17), date(2024, 6, 18)) == ()


async def test_warrants_are_listed_once_they_are_public(session: Session) -> None:
    assert [one.id for one in (await warrants(session, NOW)).items] == ["icc-putin-2023"]
    later = await warrants(session, NOW + timedelta(days=365))
    assert later.total == 2


async def test_a_history_says_what_changed(session: Session) -> None:
    found = await history(session, "putin-north-korea-2024")
    assert found is not None
    assert [one.revision for one in found.items] == [1, 2]
    dates = next(one for one in found.items[1].changes if one.field == "dates")
    assert dates.before is not None
    assert dates.after is not None
    one = await revision_answer(session, "putin-north-korea-2024", 2)
    assert one == found.items[1]


async def test_a_list_counts_what_a_limit_leaves_out(session: Session) -> None:
    query = EventQuery(first=date(2024, 6, 1), last=date(2024, 6, 30))
    found = await events(session, query, 2)
    assert (len(found.items), found.total) == (2, 3)
