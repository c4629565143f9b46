"""Whether a state is bound to arrest somebody: right on the day before and after each boundary.

Membership is asked of the seeds that are shipped, so that they are tested, too.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.exposure import Exposure, exposure, exposure_over, pick_warrant
from bot.domain.membership import entry_into_force, membership, withdrawal_effect
from bot.domain.treaties import TreatyStatus
from bot.domain.warrants import InstrumentKind, InstrumentStatus
from bot.flow.seedfile import read_seed
from tests.domain.samples import treaty_status, warrant

TREATIES = Path(__file__).parents[2] / "seeds" / "world" / "treaties.yaml"
IN_FORCE_WITH_SIXTY = date(2002, 4, 11)
"""The sixtieth deposit: for the states until then, the Statute came into force on 1 July 2002."""
JUNE = date(2024, 6, 19)


@cache
def _statuses() -> dict[str, TreatyStatus]:
    return {one.state: one for one in read_seed(TREATIES).content.treaties}


def _party(state: str, day: str) -> bool | None:
    return membership(_statuses().get(state), state, date.fromisoformat(day)).party


def _exposure(state: str, on: date = JUNE, **fields: Any) -> Exposure:
    sought = warrant(**fields)
    return exposure(sought, "putin", state, on, _statuses().get(state), subject_name="Putin")


@pytest.mark.parametrize(
    ("state", "day", "party"),
    [
        ("AM", "2024-01-31", False), ("AM", "2024-02-01", True),
        ("UA", "2024-12-31", False), ("UA", "2025-01-01", True),
        ("PH", "2011-10-31", False), ("PH", "2011-11-01", True),
        ("PH", "2019-03-16", True), ("PH", "2019-03-17", False),
        ("BI", "2017-10-26", True), ("BI", "2017-10-27", False),
        ("HU", "2002-06-30", False), ("HU", "2002-07-01", True),
        ("HU", "2025-04-03", True), ("HU", "2025-06-02", True),
        ("HU", "2026-06-01", True), ("HU", "2026-06-02", None),
        ("GM", "2016-11-10", True), ("GM", "2017-11-10", True), ("GM", "2024-06-19", True),
        ("ZA", "2016-10-19", True), ("ZA", "2017-10-19", True), ("ZA", "2023-08-22", True),
        ("MY", "2019-03-04", False), ("MY", "2019-06-01", False), ("MY", "2024-06-19", False),
        ("ML", "2026-09-21", True), ("ML", "2026-09-22", None),
        ("MN", "2024-09-03", True), ("KP", "2024-06-19", False), ("VN", "2024-06-20", False),
        ("RU", "2016-11-30", False), ("US", "2024-06-19", False), ("CN", "2024-06-19", False),
        ("XK", "2024-06-19", False),
    ],
)  # fmt: skip
def test_a_state_is_a_party_on_a_day(state: str, day: str, party: bool | None):
    assert _party(state, day) is party


BOUND = "so it is bound to arrest Putin under the warrant."
FREE = "so it is not bound by the Statute to arrest Putin."


@pytest.mark.parametrize(
    ("state", "on", "ground", "conclusion"),
    [
        ("VN", JUNE, "Vietnam is not among the states parties", FREE),
        ("RU", JUNE, "Russia signed the Rome Statute but is not a state party", FREE),
        ("MY", JUNE, "Malaysia withdrew its accession before it entered into force", FREE),
        ("MN", JUNE, "Mongolia has been a state party since 1 July 2002", BOUND),
        (
            "AM",
            date(2024, 1, 31),
            "The Rome Statute enters into force for Armenia only on 1 February 2024",
            FREE,
        ),
        ("PH", JUNE, "The withdrawal of Philippines took effect on 17 March 2019", FREE),
        (
            "HU",
            date(2025, 6, 2),
            (
                "Hungary has been a state party since 1 July 2002; "
                "its withdrawal takes effect only on 2 June 2026"
            ),
            BOUND,
        ),
    ],
)
def test_the_reason_is_one_neutral_sentence(state: str, on: date, ground: str, conclusion: str):
    assert _exposure(state, on).reason == f"{ground}, {conclusion}"


@pytest.mark.parametrize(
    ("state", "on", "articles"),
    [
        ("MN", JUNE, ("86", "89")),
        ("AM", date(2024, 1, 31), ("126",)),
        ("PH", JUNE, ("127",)),
        ("HU", date(2025, 6, 2), ("86", "89", "127")),
        ("HU", date(2026, 6, 2), ("127",)),
        ("VN", JUNE, ()),
    ],
)
def test_the_articles_on_which_it_rests(state: str, on: date, articles: tuple[str, ...]):
    assert _exposure(state, on).articles == articles


def test_the_obligation_begins_with_the_later_of_warrant_and_membership():
    assert _exposure("MN").since == date(2023, 3, 17)
    assert _exposure("AM").since == date(2024, 2, 1)


def test_the_obligation_ends_the_day_before_the_withdrawal_takes_effect():
    assert _exposure("HU", date(2025, 6, 2)).until == date(2026, 6, 1)
    assert _exposure("MN").until is None


def test_the_obligation_ends_the_day_before_the_warrant_did():
    found = _exposure("MN", status=InstrumentStatus.WITHDRAWN, status_date="2024-07-01")

    assert (found.bound, found.until) == (True, date(2024, 6, 30))


@pytest.mark.parametrize("state", ["MN", "VN"])
def test_nobody_is_bound_before_the_warrant_is_issued(state: str):
    before, after = (_exposure(state, date(2023, 3, day)) for day in (16, 17))

    assert before.bound is False
    assert before.reason == "The warrant against Putin was not in force on 16 March 2023."
    assert after.bound is (state == "MN")


def test_between_request_and_decision_it_is_told_as_applied_for():
    found = _exposure("MN", date(2023, 3, 1), requested="2023-02-22")

    assert found.bound is False
    assert found.reason == "A warrant against Putin was applied for, not issued by 1 March 2023."


def test_without_a_warrant_nobody_is_bound():
    found = exposure(None, "lula", "MN", JUNE, _statuses()["MN"])

    assert (found.bound, found.warrant) == (False, None)
    assert found.reason == "No warrant against lula is on record here for 19 June 2024."


def test_an_application_binds_nobody():
    found = _exposure(
        "MN",
        kind=InstrumentKind.APPLICATION,
        issued=None,
        requested="2024-05-20",
        status=InstrumentStatus.PENDING,
    )

    assert found.bound is False
    assert found.reason.startswith("There is only an application for a warrant against Putin")


def test_a_summons_binds_nobody_to_arrest():
    found = _exposure("MN", kind=InstrumentKind.SUMMONS)

    assert found.bound is False
    assert "was summoned to appear; there is no warrant" in found.reason


@pytest.mark.parametrize(
    "status",
    [InstrumentStatus.WITHDRAWN, InstrumentStatus.VACATED, InstrumentStatus.EXECUTED,
     InstrumentStatus.INADMISSIBLE, InstrumentStatus.CLOSED, InstrumentStatus.TERMINATED_BY_DEATH],
)  # fmt: skip
def test_a_warrant_binds_until_the_day_it_ended(status: InstrumentStatus):
    ended = {"status": status, "status_date": "2024-06-19"}

    assert _exposure("MN", date(2024, 6, 18), **ended).bound is True
    assert _exposure("MN", date(2024, 6, 19), **ended).bound is False


def test_where_the_day_of_its_end_is_unknown_so_is_the_answer():
    assert _exposure("MN", status=InstrumentStatus.WITHDRAWN).bound is None


def test_a_warrant_that_the_court_has_not_confirmed_is_unknown():
    found = _exposure("MN", issued=None, status=InstrumentStatus.UNCONFIRMED)

    assert found.bound is None
    assert (
        found.reason == "Whether a warrant against Putin was in force on 19 June 2024 is not known."
    )


def test_within_the_month_of_its_issue_a_warrant_is_unknown():
    issued = {"issued": "2024-05", "made_public": "2024-05"}

    assert _exposure("MN", date(2024, 4, 30), **issued).bound is False
    assert _exposure("MN", date(2024, 5, 15), **issued).bound is None
    assert _exposure("MN", date(2024, 5, 31), **issued).bound is True


def test_over_a_stretch_with_one_answer_it_is_that():
    found = exposure_over(warrant(), "MN", date(2024, 9, 2), date(2024, 9, 3), _statuses()["MN"])

    assert found.bound is True


def test_over_a_stretch_in_which_it_changes_it_is_unknown():
    found = exposure_over(warrant(), "AM", date(2024, 1, 31), date(2024, 2, 1), _statuses()["AM"])

    assert found.bound is None
    assert found.reason.startswith("The answer changes between 31 January 2024 and 1 February")


# When the Statute enters into force, and when a withdrawal takes effect.


@pytest.mark.parametrize(
    ("deposited", "in_force"),
    [
        (date(2000, 1, 1), date(2002, 7, 1)),
        (date(2002, 4, 11), date(2002, 7, 1)),
        (date(2002, 5, 2), date(2002, 8, 1)),
        (date(2002, 5, 1), date(2002, 7, 1)),
        (date(2023, 11, 14), date(2024, 2, 1)),
        (date(2024, 10, 25), date(2025, 1, 1)),
    ],
)
def test_entry_into_force_by_article_126(deposited: date, in_force: date):
    assert entry_into_force(deposited) == in_force


EXCEPTIONS: dict[str, str] = {}
"""State to in_force, where the depositary's list does not follow from Article 126(2)."""


@cache
def _later_states() -> list[TreatyStatus]:
    return [
        one
        for one in _statuses().values()
        if one.deposited and one.in_force
        and date.fromisoformat(one.deposited) > IN_FORCE_WITH_SIXTY
    ]  # fmt: skip


def test_the_list_follows_article_126():
    derived = {
        one.state: entry_into_force(date.fromisoformat(str(one.deposited))).isoformat()
        for one in _later_states()
    }
    listed = {one.state: one.in_force for one in _later_states()}

    assert len(listed) > 50
    assert listed == derived | EXCEPTIONS


def test_the_first_sixty_states_began_together():
    first = [
        one
        for one in _statuses().values()
        if one.deposited and date.fromisoformat(one.deposited) <= IN_FORCE_WITH_SIXTY
    ]

    assert {one.in_force for one in first} == {"2002-07-01"}
    assert len(first) >= 60


@given(st.dates(date(2002, 7, 1), date(2100, 1, 1)))
def test_it_enters_into_force_on_a_first_of_month_after_sixty_days(deposited: date):
    found = entry_into_force(deposited)

    assert found.day == 1
    assert timedelta(days=60) < found - deposited <= timedelta(days=60 + 31)


@pytest.mark.parametrize(
    ("notified", "effect"),
    [
        (date(2018, 3, 17), date(2019, 3, 17)),
        (date(2016, 10, 27), date(2017, 10, 27)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_a_withdrawal_takes_effect_after_a_year(notified: date, effect: date):
    assert withdrawal_effect(notified) == effect


def test_dates_that_the_list_leaves_out_follow_from_the_rules():
    status = treaty_status("MN", deposited="2010-01-15", in_force="2010-04-01",
                           withdrawal_notified="2024-01-10")  # fmt: skip

    assert membership(status, "MN", date(2025, 1, 9)).party is True
    assert membership(status, "MN", date(2025, 1, 10)).party is False
    derived = treaty_status("MN", deposited="2010-01-15")
    assert membership(derived, "MN", date(2010, 3, 31)).party is False
    assert membership(derived, "MN", date(2010, 4, 1)).party is True


def test_of_several_instruments_the_one_in_force_counts():
    applied = warrant(id="applied", kind=InstrumentKind.APPLICATION, issued=None,
                      requested="2023-02-22", status=InstrumentStatus.PENDING)  # fmt: skip
    later = warrant(id="later", issued="2024-09-01", made_public="2024-09-01")

    assert pick_warrant((applied, warrant(), later), JUNE) == warrant()
    assert pick_warrant((applied, later), JUNE) == applied
    assert pick_warrant((later,), JUNE) is None


def test_a_secret_warrant_counts_from_when_it_was_made_public():
    secret = warrant(issued="2023-03-17", made_public="2023-06-01")

    assert pick_warrant((secret,), date(2023, 5, 31)) is None
    assert pick_warrant((secret,), date(2023, 6, 1)) == secret
