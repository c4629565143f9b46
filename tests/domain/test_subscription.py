"""A channel hears of what its filter lets through, and of nothing else."""

from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.cadence import DEFAULT_OFFSETS
from bot.domain.events import Certainty, EventKind
from bot.domain.subscription import Channel, Filter, Subscription
from tests.domain.samples import visit


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
    assert Filter(**fields).wants_event(visit(), exposed=False) is wanted


@pytest.mark.parametrize("exposed", [True, False])
def test_exposure_only_hears_of_exposed_events_only(exposed: bool):
    only = Filter(exposure_only=True)

    assert only.wants_event(visit(), exposed=exposed) is exposed


def test_an_event_with_no_place_is_in_no_country():
    assert not Filter(countries=("KP",)).wants_event(visit(place=None), exposed=False)


def test_certainty_goes_by_likelihood_and_not_by_number():
    """IPTC's eos6, "planned, then cancelled", is less likely than eos2."""
    likely = Filter(least_certainty=Certainty.HIGHLY_UNCERTAIN)

    assert not likely.wants_event(visit(certainty=Certainty.CANCELLED), exposed=False)
    assert likely.wants_event(visit(certainty=Certainty.MAY_OCCUR), exposed=False)


def test_the_least_likely_is_let_through_by_the_least_demand():
    least = Filter(least_certainty=Certainty.UNPLANNED)

    assert all(least.wants_event(visit(certainty=one), exposed=False) for one in Certainty)


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
        ({"digest_at": "25:00"}, "time"),
        ({"filter": {"countries": ["North Korea"]}}, "did you mean KP"),
    ],
)
def test_a_wrong_wish_is_refused(fields: dict[str, Any], message: str):
    with pytest.raises(ValidationError, match=message):
        Subscription(**{"id": "desk", "channel": "foreign-desk"} | fields)


def test_a_channel_needs_a_zone_that_exists():
    with pytest.raises(ValidationError, match="is not an IANA time zone"):
        Channel(id="c", platform="console", address="#c", name="c", zone="London")
