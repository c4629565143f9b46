"""A withdrawal's stages are kept apart, and nothing is known before it was done."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.domain.adherence import adherence
from bot.domain.membership import membership
from bot.domain.treaties import TreatyStatus, Withdrawal
from bot.flow.seedfile import read_seed

TREATIES = Path(__file__).parents[2] / "seeds" / "world" / "treaties.yaml"


@pytest.fixture(scope="module")
def rome() -> dict[str, TreatyStatus]:
    found = read_seed(TREATIES).content.treaties
    return {one.state: one for one in found if one.treaty == "rome-statute"}


@pytest.mark.parametrize(
    ("state", "day", "stage", "party"),
    [
        ("HU", "2025-04-02", None, True),
        ("HU", "2025-04-03", "announced", True),
        ("HU", "2025-06-02", "notified", True),
        ("HU", "2026-06-01", "notified", True),
        ("HU", "2026-06-02", "unsettled", None),
        ("ML", "2025-09-22", "announced", True),
        ("BF", "2026-09-21", "announced", True),
        ("NE", "2026-09-22", "unsettled", None),
        ("ZA", "2016-12-01", "notified", True),
        ("ZA", "2017-03-07", "revoked", True),
        ("GM", "2017-02-10", "revoked", True),
        ("BI", "2017-10-26", "notified", True),
        ("BI", "2017-10-27", "effective", False),
        ("PH", "2018-03-17", "notified", True),
        ("PH", "2019-03-17", "effective", False),
        ("MN", "2024-09-03", None, True),
    ],
)
def test_the_stages_of_a_withdrawal(
    rome: dict[str, TreatyStatus], state: str, day: str, stage: str | None, party: bool | None
):
    on = date.fromisoformat(day)
    assert rome[state].withdrawal_on(on) == (Withdrawal(stage) if stage else None)
    assert membership(rome[state], state, on).party is party


def test_what_is_to_come_is_not_known_before(rome: dict[str, TreatyStatus]):
    on = date(2024, 6, 18)
    assert "withdrawal" in membership(rome["HU"], "HU", on).reason
    then = membership(rome["HU"].known_by(on), "HU", on)
    assert (then.until, then.reason) == (
        None, "Hungary has been a state party since 1 July 2002",
    )  # fmt: skip
    ukraine = membership(rome["UA"].known_by(on), "UA", on)
    assert ukraine.reason == "Ukraine signed the Rome Statute but is not a state party"
    # A notice that was taken back later would have taken effect, as far as was known then.
    then = membership(rome["ZA"].known_by(date(2016, 12, 1)), "ZA", date(2016, 12, 1))
    assert then.until == date(2017, 10, 18)


def test_an_announcement_and_a_notice_taken_back_are_told(rome: dict[str, TreatyStatus]):
    assert membership(rome["ML"], "ML", date(2025, 10, 1)).reason == (
        "Mali has been a state party since 1 July 2002; it announced on 22 September 2025 that it "
        "leaves, but no notice to the depositary is on record by then"
    )
    assert membership(rome["ZA"], "ZA", date(2023, 8, 22)).reason.endswith(
        "its notice of withdrawal of 19 October 2016 was taken back on 7 March 2017"
    )


@pytest.mark.parametrize(
    ("day", "party"),
    [("2000-10-31", False), ("2000-11-01", True), ("2005-12-31", True), ("2006-01-01", False)],
)
def test_any_other_treaty_binds_as_its_list_has_it(day: str, party: bool):
    status = TreatyStatus(
        state="RS", treaty="some-pact", name="Serbia", in_force="2000-11-01",
        withdrawal_notified="2005-01-01", withdrawal_effective="2006-01-01",
    )  # fmt: skip
    assert adherence("some-pact", status, "RS", date.fromisoformat(day)).party is party


def test_within_a_year_that_is_all_that_is_known_nothing_is_said():
    status = TreatyStatus(state="GM", treaty="un-charter", name="Gambia", in_force="1965")
    found = [adherence("un-charter", status, "GM", date(year, 6, 1)) for year in (1964, 1965, 1966)]
    assert [one.party for one in found] == [False, None, True]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"withdrawal_revoked": "2020-01-01"}, "needs the notice"),
        ({"withdrawal_notified": "2020-01-01", "withdrawal_revoked": "2019-01-01"}, "before"),
        (
            {"withdrawal_notified": "2019-01-01", "withdrawal_revoked": "2019-02-01",
             "withdrawal_effective": "2020-01-01"},
            "did not take effect",
        ),
    ],
)  # fmt: skip
def test_dates_that_contradict_each_other_are_refused(fields: dict[str, str], problem: str):
    with pytest.raises(ValidationError, match=problem):
        TreatyStatus(state="HU", name="Hungary", **fields)
