"""Whom a court's warrants bind: by treaty, by resolution, by agreement, by its own law, by none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.courts import Basis, Court
from bot.domain.exposure import Exposure, exposure
from bot.domain.warrants import InstrumentKind, LegalInstrument
from bot.flow.seedfile import read_seed
from tests.domain.samples import warrant

WORLD = Path(__file__).parents[2] / "seeds" / "world"


class _Shipped:
    """The courts, their instruments and the members of the United Nations, as shipped."""

    def __init__(self) -> None:
        content = read_seed(WORLD / "courts.yaml").content
        self.courts = {one.id: one for one in content.courts}
        self.warrants = {one.id: one for one in content.warrants}
        members = read_seed(WORLD / "un-charter.yaml").content.treaties
        self.members = {one.state: one for one in members}

    def judge(self, one: LegalInstrument, state: str, on: str) -> Exposure:
        return exposure(
            one, one.subject, state, date.fromisoformat(on), self.members.get(state),
            subject_name="the suspect", court=self.courts[one.court],
        )  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> _Shipped:
    return _Shipped()


@pytest.mark.parametrize(
    ("asked", "obligation", "reason"),
    [
        ("icty-milosevic-1999 in FR on 1999-06-01", "obliged", "of which France is one"),
        ("icty-milosevic-1999 in CH on 1999-06-01", "not-obliged", "Switzerland is not one"),
        ("icty-mladic-1995 in CH on 2003-01-01", "obliged", "Switzerland is one"),
        ("icty-karadzic-1995 in TV on 2000-06-01", "not-known", "Tuvalu may be one"),
        ("icty-karadzic-1995 in XK on 2008-07-01", "not-obliged", "Kosovo is not one"),
        ("scsl-taylor-2003 in GH on 2003-06-04", "not-obliged", "other than Sierra Leone"),
        ("scsl-taylor-2003 in SL on 2003-06-04", "obliged", "binds Sierra Leone itself"),
        ("spain-pinochet-1998 in GB on 1998-10-16", "not-known", "only by a request"),
        ("spain-pinochet-1998 in ES on 1998-10-17", "obliged", "The law of Spain binds Spain"),
        ("france-assad-2023 in FR on 2025-07-24", "obliged", "binds France itself"),
        ("france-assad-2023 in FR on 2025-07-25", "not-obliged", "was not in force"),
        ("icty-milosevic-1999 in FR on 2001-07-01", "not-obliged", "was not in force"),
    ],
)
def test_who_is_bound(shipped: _Shipped, asked: str, obligation: str, reason: str):
    which, _, state, _, on = asked.split()
    found = shipped.judge(shipped.warrants[which], state, on)
    assert found.obligation == obligation
    assert reason in found.reason


def test_a_red_notice_is_left_to_each_state(shipped: _Shipped):
    notice = warrant(kind=InstrumentKind.RED_NOTICE, court="interpol")
    found = shipped.judge(notice, "FR", "2024-06-18")
    assert (found.obligation, found.bound) == ("left-to-the-state", None)
    assert "no warrant" in found.reason


def test_what_the_answer_rests_on_is_named(shipped: _Shipped):
    found = shipped.judge(shipped.warrants["icty-mladic-1995"], "FR", "2003-01-01")
    assert (found.court, found.law) == ("icty", "Security Council resolution 827 (1993)")
    assert found.since == date(1995, 7, 25)
    assert found.articles == ("29 of the tribunal's statute",)


def test_a_court_that_is_not_open_binds_nobody(shipped: _Shipped):
    late = warrant(court="icty", issued="1995-07-25")
    found = shipped.judge(late, "FR", "2018-01-01")
    assert found.obligation == "not-obliged"
    assert "closed" in found.reason


def test_all_members_of_the_united_nations_are_listed(shipped: _Shipped):
    assert len(shipped.members) == 193


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"basis": Basis.TREATY}, "'treaty'"), ({"basis": Basis.NATIONAL}, "'home'")],
)
def test_a_court_names_whom_it_binds(fields: dict[str, Any], problem: str):
    with pytest.raises(ValidationError, match=problem):
        Court(id="court", law="Some law", **fields)
