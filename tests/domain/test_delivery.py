"""The key of a delivery makes it unique; its token is what platforms take."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.alerts import AlertKind
from bot.domain.delivery import TOKEN_LENGTH, Delivery, delivery_key, idempotency_token

LONGEST_ID = "a" * 100


def test_the_same_fact_for_the_same_channel_has_the_same_key():
    one, again = (delivery_key("desk", AlertKind.CHANGED, "visit", "r2") for _ in range(2))

    assert one == again == "desk/changed/visit/r2"


@pytest.mark.parametrize(
    "other",
    [
        ("sanctions", AlertKind.CHANGED, "visit", "r2"),
        ("desk", AlertKind.CANCELLED, "visit", "r2"),
        ("desk", AlertKind.CHANGED, "summit", "r2"),
        ("desk", AlertKind.CHANGED, "visit", "r3"),
    ],
)
def test_another_fact_has_another_key(other: tuple):
    assert delivery_key(*other) != delivery_key("desk", AlertKind.CHANGED, "visit", "r2")


def test_what_is_not_there_leaves_no_trace_in_the_key():
    assert delivery_key("desk", AlertKind.EXPOSURE, "visit", None, "bound") == (
        "desk/exposure/visit/bound"
    )


@given(st.text())
def test_a_token_fits_every_platform(key: str):
    token = idempotency_token(key)

    assert 0 < len(token) <= TOKEN_LENGTH == 25
    assert re.fullmatch(r"[a-z2-7]+", token)
    assert token == idempotency_token(key)


@given(st.lists(st.text(), unique=True))
def test_different_keys_have_different_tokens(keys: list[str]):
    assert len({idempotency_token(key) for key in keys}) == len(keys)


def _delivery(key: str) -> Delivery:
    due = datetime(2024, 6, 18, tzinfo=UTC)
    return Delivery(key=key, channel="desk", kind=AlertKind.EXPOSURE, subject="visit", due=due)


def test_the_longest_ids_make_a_key_that_fits():
    key = delivery_key(LONGEST_ID, AlertKind.EXPOSURE, LONGEST_ID, LONGEST_ID, "not-bound")

    assert _delivery(key).token == idempotency_token(key)


def test_a_key_is_needed():
    with pytest.raises(ValidationError):
        _delivery("")
