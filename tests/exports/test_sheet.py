"""Answers as rows and columns, read back as a spreadsheet reads them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports.sheet import sheet
from tests.builders import actor_answer, event_answer, event_summary, listing, place


def rows(answer):
    return list(csv.DictReader(io.StringIO(sheet(answer), newline="")))


def test_a_list_has_a_row_for_each_item():
    found = rows(listing(event_summary(id="one", title='A, "b"\nc'), event_summary(id="two")))
    assert [one["id"] for one in found] == ["one", "two"]
    assert found[0]["title"] == 'A, "b"\nc'
    assert found[0]["dates.zone"] == "Asia/Ho_Chi_Minh"
    assert found[0]["leg"] == ""


def test_an_answer_that_is_no_list_is_one_row():
    (found,) = rows(actor_answer())
    assert found["aliases"] == "Владимир Путин; Poutine"
    assert found["warrants"] == "icc-putin-2023"
    assert (found["counts.visits"], found["next.id"]) == ("2", "putin-hanoi-2024")


def test_what_is_not_known_has_its_columns_all_the_same():
    known, unknown = (rows(event_answer(place=one))[0] for one in (place(), None))
    assert list(known) == list(unknown)
    assert (known["place.city"], unknown["place.city"]) == ("Pyongyang", "")


def test_a_field_whose_keys_are_data_is_one_cell():
    (found,) = rows(actor_answer())
    assert found["counts.visits_by_country"] == "VN: 1; KP: 1"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_no_cell_begins_as_a_formula(text):
    (found,) = rows(event_answer(title=text, note=text))
    assert found["title"].removeprefix("'") == text.removeprefix("'")
    assert not found["title"].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_nothing_is_nothing():
    assert rows(listing()) == []


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\uff1d1", "\t=1", "\r=1", "\n=1"]
)
def test_text_from_outside_is_no_formula(text):
    (found,) = rows(event_answer(title=text, note="1 = 1"))
    assert found["title"] == f"'{text}"
    assert found["note"] == "1 = 1"
