"""A channel hears of what its filter lets through, and of nothing else."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.alerts import AlertKind
from bot.domain.cadence import DEFAULT_OFFSETS
from bot.domain.events import Certainty, Event, EventKind
from bot.domain.filters import Filter, Profile
from bot.domain.subscription import (
    Channel,
    DigestTime,
    QuietHours,
    Subscription,
    next_digest,
)
from tests.domain.samples import visit


def profile(event: Event, *bound: bool | None) -> Profile:
    """The profile of an event whose people hold no office and have no state."""
    country = event.place.country if event.place else None
    return Profile(
        event=event,
        cast=frozenset(one.actor for one in event.participants),
        countries=frozenset({country} if country else ()),
        bound=frozenset(bound),
    )


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, True),
        ({"actors": ("putin",)}, True),
        ({"actors": ("xi", "kim")}, True),
        ({"actors": ("xi",)}, False),
        ({"countries": ("KP", "VN")}, True),
        ({"countries": ("VN",)}, False),
        ({"kinds": (EventKind.VISIT, EventKind.TRIP)}, True),
        ({"kinds": (EventKind.SUMMIT,)}, False),
        ({"least_certainty": Certainty.HIGHLY_LIKELY}, True),
        ({"least_certainty": Certainty.CERTAIN}, False),
        ({"actors": ("putin",), "countries": ("VN",)}, False),
        ({"actors": ("putin",), "countries": ("KP",)}, True),
    ],
)
def test_a_filter_narrows_what_is_heard(fields: dict[str, Any], wanted: bool):
    wish = Filter(**fields)
    assert wish.wants(profile(visit())) is wanted
    if wanted:
        assert wish.keys & profile(visit()).keys


@pytest.mark.parametrize(
    ("bound", "exposed", "arrest"),
    [((), False, False), ((False,), True, False), ((None,), True, True), ((True,), True, True)],
)
def test_exposure_only_and_bound_only(bound: tuple[bool | None, ...], exposed: bool, arrest: bool):
    known = profile(visit(), *bound)

    assert Filter(exposure_only=True).wants(known) is exposed
    assert Filter(bound_only=True).wants(known) is arrest


def test_an_event_with_no_place_is_in_no_country():
    assert not Filter(countries=("KP",)).wants(profile(visit(place=None)))


def test_certainty_goes_by_likelihood_and_not_by_number():
    """IPTC's eos6, "planned, then cancelled", is less likely than eos2."""
    likely = Filter(least_certainty=Certainty.HIGHLY_UNCERTAIN)

    assert not likely.wants(profile(visit(certainty=Certainty.CANCELLED)))
    assert likely.wants(profile(visit(certainty=Certainty.MAY_OCCUR)))


def test_the_least_likely_is_let_through_by_the_least_demand():
    least = Filter(least_certainty=Certainty.UNPLANNED)

    assert all(least.wants(profile(visit(certainty=one))) for one in Certainty)


def test_news_of_a_warrant_goes_by_its_subject():
    assert Filter().wants_subject("putin")
    assert Filter(actors=("putin",)).wants_subject("putin")
    assert not Filter(actors=("kim",)).wants_subject("putin")


def test_a_subscription_reminds_at_the_usual_offsets():
    assert Subscription(id="desk", channel="foreign-desk").reminders == DEFAULT_OFFSETS


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reminders": ("soon",)}, "is not an offset"),
        ({"digests": [{"at": "25:00"}]}, "time"),
        ({"filter": {"countries": ["North Korea"]}}, "did you mean KP"),
    ],
)
def test_a_wrong_wish_is_refused(fields: dict[str, Any], message: str):
    with pytest.raises(ValidationError, match=message):
        Subscription(**{"id": "desk", "channel": "foreign-desk"} | fields)


def test_a_channel_needs_a_zone_that_exists():
    with pytest.raises(ValidationError, match="is not an IANA time zone"):
        Channel(id="c", platform="console", address="#c", name="c", zone="London")


def test_a_region_stands_for_its_countries():
    assert Filter(regions=("eastern-asia",)).wants(profile(visit()))
    assert Filter(regions=("asia",)).wants(profile(visit()))
    assert not Filter(regions=("europe",)).wants(profile(visit()))


def test_a_refusal_says_which_part_was_not_met():
    refusal = Filter(countries=("FR",), regions=("africa",)).refusal(profile(visit()))

    assert refusal == "it concerns none of FR, africa"


def test_claims_are_told_only_where_they_are_asked_for():
    everything = Subscription(id="desk", channel="foreign-desk")
    asked = Subscription(id="desk", channel="foreign-desk", alerts=("claim",))

    assert not everything.wants_kind(AlertKind.CLAIM)
    assert everything.wants_kind(AlertKind.CHANGED)
    assert asked.wants_kind(AlertKind.CLAIM)
    assert not asked.wants_kind(AlertKind.CHANGED)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2024-06-17 21:59", None),
        ("2024-06-17 22:00", "2024-06-18 06:30"),
        ("2024-06-18 03:00", "2024-06-18 06:30"),
        ("2024-06-18 06:30", None),
    ],
)
def test_quiet_hours_run_past_midnight(now: str, until: str | None):
    quiet = QuietHours(start=time(22), end=time(6, 30))

    expected = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert quiet.until(datetime.fromisoformat(now).replace(tzinfo=UTC), "UTC") == expected


def test_a_digest_at_an_hour_that_does_not_exist_comes_once_at_the_jump():
    """In London clocks jumped from 01:00 to 02:00 on 31 March 2024."""
    digests = (DigestTime(at=time(1, 30)),)
    before = datetime(2024, 3, 31, 0, 0, tzinfo=UTC)

    first = next_digest(digests, "Europe/London", before)
    assert first == datetime(2024, 3, 31, 1, 0, tzinfo=UTC)
    assert next_digest(digests, "Europe/London", first) == datetime(2024, 4, 1, 0, 30, tzinfo=UTC)


def test_a_digest_at_an_hour_that_happens_twice_comes_once():
    digests = (DigestTime(at=time(1, 30)),)
    before = datetime(2024, 10, 27, 0, 0, tzinfo=UTC)

    first = next_digest(digests, "Europe/London", before)
    assert first == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert next_digest(digests, "Europe/London", first) == datetime(2024, 10, 28, 1, 30, tzinfo=UTC)


def test_a_weekly_digest_comes_on_mondays():
    digests = (DigestTime(at=time(8), days="weekly"),)
    friday = datetime(2024, 6, 14, 12, tzinfo=UTC)

    assert next_digest(digests, "UTC", friday) == datetime(2024, 6, 17, 8, tzinfo=UTC)
    assert next_digest((), "UTC", friday) is None
