"""An instrument's steps are dated; of a day, only what was known by then is told."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.warrant_history import as_known, steps
from bot.domain.warrants import InstrumentKind, InstrumentStatus, LegalInstrument
from bot.flow.seedfile import read_seed
from tests.domain.samples import warrant

SEEDS = Path(__file__).parents[2] / "seeds" / "world" / "warrants.yaml"


@pytest.fixture(scope="module")
def shipped() -> dict[str, LegalInstrument]:
    return {one.id: one for one in read_seed(SEEDS).content.warrants}


@pytest.mark.parametrize(
    ("which", "day", "status"),
    [
        ("icc-ag-ghaly-2017", "2017-07-17", None),
        ("icc-ag-ghaly-2017", "2024-06-20", "sealed"),
        ("icc-ag-ghaly-2017", "2024-06-21", "in-force"),
        ("icc-netanyahu-2024", "2024-05-19", None),
        ("icc-netanyahu-2024", "2024-06-18", "pending"),
        ("icc-netanyahu-2024", "2024-11-21", "in-force"),
        ("icc-haniyeh-application-2024", "2024-08-01", "pending"),
        ("icc-haniyeh-application-2024", "2024-08-02", "withdrawn"),
        ("icc-simone-gbagbo-2012", "2021-07-18", "in-force"),
        ("icc-simone-gbagbo-2012", "2021-07-19", "vacated"),
        ("icc-deif-2024", "2025-02-26", "terminated-by-death"),
        ("icc-ongwen-2005", "2015-01-16", "executed"),
        ("icc-dela-rosa-alleged", "2025-11-09", None),
        ("icc-dela-rosa-alleged", "2025-11-10", "unconfirmed"),
        ("icc-saif-al-islam-gaddafi-2011", "2020-01-01", "unconfirmed"),
    ],
)
def test_where_an_instrument_stood_on_a_day(
    shipped: dict[str, LegalInstrument], which: str, day: str, status: str | None
):
    found = shipped[which].status_on(date.fromisoformat(day))
    assert found == (InstrumentStatus(status) if status else None)


def test_before_the_decision_there_is_only_an_application(shipped: dict[str, LegalInstrument]):
    then = as_known(shipped["icc-netanyahu-2024"], date(2024, 6, 18))
    assert (then.kind, then.status) == (InstrumentKind.APPLICATION, InstrumentStatus.PENDING)
    assert (then.issued, then.note, then.warrant_on(date(2024, 6, 18))) == (None, None, False)
    assert [step.what for step in steps(then)] == ["requested"]


def test_what_ended_later_still_stood(shipped: dict[str, LegalInstrument]):
    then = as_known(shipped["icc-deif-2024"], date(2024, 12, 1))
    assert (then.status, then.warrant_on(date(2024, 12, 1))) == (InstrumentStatus.IN_FORCE, True)
    assert "died" not in [step.what for step in steps(then)]
    sinwar = as_known(shipped["icc-sinwar-application-2024"], date(2024, 6, 18))
    assert sinwar.status is InstrumentStatus.PENDING


def test_the_history_is_in_the_order_of_its_dates(shipped: dict[str, LegalInstrument]):
    found = [(step.on, step.what) for step in steps(shipped["icc-ntaganda-2006"])]
    assert found == [
        ("2006-08-22", "issued"), ("2008-04-28", "made-public"), ("2012-07", "amended"),
        ("2013-03-22", "surrendered"), ("2019-07-08", "convicted"),
    ]  # fmt: skip


def test_what_is_known_in_full_is_left_as_it_is():
    assert as_known(one := warrant(note="A remark."), date(2024, 6, 18)) is one
