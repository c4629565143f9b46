"""The options of a subscription: what people type is a value, or one clear problem."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.commands.until import LONGEST, read_until
from bot.commands.wish import (
    read_alerts,
    read_digests,
    read_kinds,
    read_locale,
    read_mentions,
    read_quiet,
    read_regions,
    read_reminders,
)
from bot.domain.subscription import Days, DigestTime, Mention, QuietHours
from tests.world import NOW

READERS: list[Callable[[str], Any]] = [
    read_alerts, read_digests, read_kinds, read_locale, read_mentions, read_quiet, read_regions,
    read_reminders,
]  # fmt: skip
EIGHT, SIX = time(8), time(18)


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_reminders, "7d 1d morning 1h", ("7d", "1d", "morning", "1h")),
        (read_reminders, "7D, 1d; 1d", ("7d", "1d")),
        (read_reminders, "none", ()),
        (read_digests, "08:00 weekdays", (DigestTime(at=EIGHT, days=Days.WEEKDAYS),)),
        (read_digests, "8", (DigestTime(at=EIGHT),)),
        (
            read_digests,
            "daily 8.00, weekly 18:00",
            (DigestTime(at=EIGHT), DigestTime(at=SIX, days=Days.WEEKLY)),
        ),
        (read_digests, "off", ()),
        (read_quiet, "22:00-06:30", QuietHours(start=time(22), end=time(6, 30))),
        (read_quiet, "22 – 6", QuietHours(start=time(22), end=time(6))),
        (read_quiet, "off", None),
        (read_mentions, "@desk", (Mention(whom="@desk"),)),
        (
            read_mentions,
            "@desk for cancelled warrant, Ann",
            (Mention(whom="@desk", of=("cancelled", "warrant")), Mention(whom="Ann")),
        ),
        (read_mentions, "nobody", ()),
        (read_alerts, "cancelled, under way", ("cancelled", "under-way")),
        (read_alerts, "all", ()),
        (read_kinds, "visit summit", ("visit", "summit")),
        (read_regions, "Europe, South-Eastern Asia", ("europe", "south-eastern-asia")),
        (read_locale, "en-GB", "en_GB"),
    ],
)
def test_what_is_understood(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "problem"),
    [
        (read_reminders, "7x", "'7x' is not an offset; write 7d"),
        (read_reminders, "0d", "no time before an event"),
        (read_reminders, " , ", "no reminders given"),
        (read_reminders, " ".join(f"{number}d" for number in range(1, 20)), "19 reminders"),
        (read_digests, "25:00", "'25:00' is not an hour of the day; write 08:00"),
        (read_digests, "08:61", "not an hour"),
        (read_digests, "weekdays", "not one hour on certain days"),
        (read_digests, "08:00 sometimes", "'sometimes' is not an hour"),
        (read_digests, "08:00 18:00", "not one hour on certain days"),
        (read_quiet, "22:00", "from when to when"),
        (read_quiet, "22:00-22:00", "the whole day; write pause"),
        (read_quiet, "22:00-30:00", "not an hour"),
        (read_mentions, " for cancelled", "names nobody"),
        (read_mentions, "Ann for us", "'us' is not a kind of alert"),
        (read_mentions, "x" * 101, "names nobody"),
        (read_alerts, "cancled", "did you mean cancelled?"),
        (read_alerts, "none", "is not a kind of alert"),
        (read_kinds, "zzzzz", "write one of visit"),
        (read_regions, "atlantis", "is not a region"),
        (read_locale, "klingon", "'klingon' is not a locale; write en_GB or de"),
    ],
)
def test_what_is_not(read: Callable[[str], Any], text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read(text)
    assert problem in str(refused.value)


_PIECES = st.sampled_from(
    ["7d", "morning", "0m", "08:00", "25:61", "weekdays", "weekly", "-", "–", ",", ";", " for ",
     "@desk", "cancelled", "visit", "europe", "en", "_", "none", "any", "22", "tomorrow", "at",
     "2024-06-20", "2024-02-30", "T", "+02:00", "h", "999w", "next", "٣"]
)  # fmt: skip
_TYPED = st.text(max_size=400) | st.lists(_PIECES, max_size=8).map(" ".join)


@pytest.mark.parametrize("read", READERS)
@given(text=_TYPED)
@example(text="x" * 10_000)
@example(text="1d " * 3_000)
def test_any_text_is_a_value_or_one_problem(read: Callable[[str], Any], text: str) -> None:
    problem = _problem(lambda: read(text))
    assert problem is None or (type(problem) is ValueError and len(str(problem)) < 600)


def _problem(work: Callable[[], object]) -> ValueError | None:
    try:
        work()
    except ValueError as refused:
        return refused
    return None


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2h", at("2024-06-17 14:00")),
        ("90 minutes", at("2024-06-17 13:30")),
        ("for 3 days", at("2024-06-20 12:00")),
        ("in 2 hours", at("2024-06-17 14:00")),
        ("1w", at("2024-06-24 12:00")),
        ("tomorrow", at("2024-06-18 07:00")),
        ("until tomorrow", at("2024-06-18 07:00")),
        ("2024-06-20 08:00", at("2024-06-20 07:00")),
        ("2024-06-20T08:00", at("2024-06-20 07:00")),
        ("2024-06-20", at("2024-06-20 07:00")),
        ("friday 18:00", at("2024-06-21 17:00")),
        ("tomorrow at 9:30", at("2024-06-18 08:30")),
        ("14:00", at("2024-06-17 13:00")),
        ("11:00", at("2024-06-18 10:00")),
        ("2024-10-28 08:00", at("2024-10-28 08:00")),
    ],
)
def test_until_by_the_clock_of_the_channel(text: str, until: datetime) -> None:
    assert read_until(text, NOW, "Europe/London") == until


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("soon", "not an instant that I understand; write 2h"),
        ("2 months", "not an instant"),
        ("june", "not an instant"),
        ("25:00", "not an instant"),
        ("yesterday", "in the past"),
        ("today", "in the past"),
        ("0h", "in the past"),
        ("999w", "more than a year ahead"),
        ("2999-01-01", "more than a year ahead"),
    ],
)
def test_until_what_is_not_understood(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read_until(text, NOW, "Europe/London")


@given(_TYPED, st.sampled_from(["UTC", "Europe/London", "Pacific/Apia", "Asia/Kathmandu"]))
@example("x" * 10_000, "UTC")
def test_any_until_lies_ahead_or_is_one_problem(text: str, zone: str) -> None:
    problem = _problem(lambda: read_until(text, NOW, zone))
    if problem is None:
        assert NOW < read_until(text, NOW, zone) <= NOW + LONGEST
    else:
        assert len(str(problem)) < 200
