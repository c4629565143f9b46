"""Answers as rows and columns, read back as a spreadsheet reads them."""

import csv
import io

import pytest

from bot.exports.sheet import sheet
from tests.builders import actor_answer, event_answer, event_summary, listing


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


def test_nothing_is_nothing():
    assert rows(listing()) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_from_outside_is_no_formula(text):
    (found,) = rows(event_answer(title=text, note="1 = 1"))
    assert found["title"] == f"'{text}"
    assert found["note"] == "1 = 1"
