"""The title on a card is the office held on the day of the event."""

from datetime import date

import pytest
from pydantic import ValidationError

from bot.domain.actors import Actor, ActorKind, Occupancy, office_on
from tests.domain.samples import actor

POSTS = {
    one.id: one
    for one in (
        actor("president", ActorKind.OFFICE, name="President of Vietnam", rank=10),
        actor("secretary", ActorKind.OFFICE, name="General Secretary", rank=5),
        actor("minister", ActorKind.OFFICE, name="Minister of Public Security", rank=40),
    )
}
TO_LAM = (
    Occupancy(holder="to-lam", post="minister", start="2016-04-09", end="2024-05-21"),
    Occupancy(holder="to-lam", post="president", start="2024-05-22", end="2024-10-21"),
    Occupancy(holder="to-lam", post="secretary", start="2024-08-03"),
    Occupancy(holder="vo-van-thuong", post="president", start="2023-03-02", end="2024-03-21"),
    Occupancy(
        holder="vo-thi-anh-xuan", post="president", start="2024-03-21", end="2024-05-22",
        acting=True,
    ),
)  # fmt: skip


def _title(holder: str, day: str) -> str | None:
    found = office_on(holder, date.fromisoformat(day), TO_LAM, POSTS)
    return found.title if found else None


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2016-04-08", None),
        ("2024-05-21", "Minister of Public Security"),
        ("2024-05-22", "President of Vietnam"),
        ("2024-06-20", "President of Vietnam"),
        ("2024-08-02", "President of Vietnam"),
        ("2024-08-03", "General Secretary"),
        ("2024-10-22", "General Secretary"),
    ],
)
def test_the_title_is_the_office_of_that_day(day: str, title: str | None):
    assert _title("to-lam", day) == title


def test_an_office_that_was_left_is_former():
    assert _title("vo-van-thuong", "2024-03-21") == "President of Vietnam"
    assert _title("vo-van-thuong", "2024-03-22") == "former President of Vietnam"


def test_the_office_left_last_is_named():
    left = (*TO_LAM[:1], Occupancy(holder="to-lam", post="president", start="2000", end="2001"))
    found = office_on("to-lam", date(2024, 6, 1), left, POSTS)

    assert found is not None
    assert found.title == "former Minister of Public Security"


def test_who_stands_in_is_acting():
    assert _title("vo-thi-anh-xuan", "2024-04-01") == "acting President of Vietnam"


def test_who_stood_in_is_former_and_not_acting():
    assert _title("vo-thi-anh-xuan", "2024-06-01") == "former President of Vietnam"


def test_an_unknown_person_holds_nothing():
    assert _title("nobody", "2024-06-20") is None


def test_an_office_that_is_not_on_record_is_passed_over():
    assert office_on("to-lam", date(2024, 6, 20), TO_LAM, {}) is None


def test_at_an_imprecise_boundary_the_office_may_be_held():
    occupancy = Occupancy(holder="a", post="president", start="2024-05", end="2024-07~")

    assert not occupancy.covers(date(2024, 4, 30))
    assert occupancy.covers(date(2024, 5, 1))
    assert occupancy.covers(date(2024, 7, 31))
    assert occupancy.ended(date(2024, 8, 1))


def test_an_office_with_no_known_start_covers_what_lies_before_its_end():
    assert Occupancy(holder="a", post="president", end="2024").covers(date(1990, 1, 1))


def test_a_reversed_term_is_refused():
    with pytest.raises(ValidationError, match="the end 2023 lies before the start 2024"):
        Occupancy(holder="a", post="president", start="2024", end="2023")


def test_a_state_needs_its_code():
    with pytest.raises(ValidationError, match="a state needs its ISO 3166-1 code"):
        Actor(id="vietnam", kind=ActorKind.STATE, name="Vietnam")


@pytest.mark.parametrize("bad", ["To Lam", "to_lam", "-to", "tô-lâm", "", "a" * 101])
def test_an_id_is_lower_case_words_joined_by_hyphens(bad: str):
    with pytest.raises(ValidationError):
        actor(bad, name="To Lam")
