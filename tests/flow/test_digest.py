"""The digest: at each channel's own hour, what it watches, once for each morning."""

from dataclasses import dataclass

import pytest

from bot.cards.card import Bullets, Card
from bot.domain.bundle import EventChange
from bot.domain.claims import Claim
from tests.stage import WARRANT, Stage, at, visit

EIGHT = [{"at": "08:00"}]
GUEST = [{"actor": "guest", "role": "visitor"}]
HEADING = "Digest for Sun 2 Jun 2024"


@pytest.fixture
async def stage(sqlite_database) -> Stage:
    return await Stage(sqlite_database).open(WARRANT)


@dataclass(frozen=True)
class Read:
    """What a digest says, by its parts."""

    under_way: str = ""
    coming: str = ""
    changed: str = ""
    said: str = ""
    whole: str = ""


def read(card: Card) -> Read:
    named = {"Under way": "under_way", "Changed": "changed", "Said": "said"}
    parts: dict[str, str] = {}
    for block in card.blocks:
        if isinstance(block, Bullets):  # a heading that is no name is a day
            part = named.get(str(block.heading), "coming")
            parts[part] = parts.get(part, "") + str(block.items)
    return Read(**parts, whole=str(card.blocks))


def digests(stage: Stage, name: str = "desk") -> list[Read]:
    found = stage.platform.in_channel(f"#{name}")
    return [read(one.card) for one in found if one.heading.startswith("Digest for ")]


async def digest(stage: Stage, name: str = "desk") -> Read:
    """Return what the digest of the next morning says."""
    await stage.until(at("2024-06-02 13:00"))
    (found,) = digests(stage, name)
    return found


async def test_each_channel_has_its_digest_by_its_own_clock(database):
    stage = await Stage(database).open()
    await stage.channel("london", zone="Europe/London", digests=EIGHT)
    await stage.channel("new-york", zone="America/New_York", digests=EIGHT)
    for moment, london, new_york in (
        ("2024-06-01 12:30", 0, 0),
        ("2024-06-02 06:59", 0, 0),
        ("2024-06-02 07:00", 1, 0),
        ("2024-06-02 11:59", 1, 0),
        ("2024-06-02 12:00", 1, 1),
        ("2024-06-03 06:59", 1, 1),
    ):
        await stage.until(at(moment))
        assert (len(stage.said("london")), len(stage.said("new-york"))) == (london, new_york)
    assert stage.said("london") == stage.said("new-york") == [HEADING]


async def test_the_day_of_the_digest_is_that_of_the_channel(stage):
    await stage.channel(zone="Pacific/Auckland", digests=EIGHT)
    await stage.until(at("2024-06-01 20:00"))
    assert stage.said() == [HEADING]


async def test_it_comes_at_the_same_hour_when_the_clocks_go_back(stage):
    stage.clock.advance(at("2024-10-26 06:30"))
    await stage.channel(zone="Europe/London", digests=EIGHT)
    await stage.until(at("2024-10-26 07:00"))
    assert stage.said() == ["Digest for Sat 26 Oct 2024"]
    await stage.until(at("2024-10-27 07:59"))
    assert len(stage.said()) == 1
    await stage.until(at("2024-10-27 08:00"))
    assert stage.said()[1:] == ["Digest for Sun 27 Oct 2024"]


async def test_several_digests_of_a_day(stage):
    await stage.channel(digests=[{"at": "08:00"}, {"at": "18:00"}])
    await stage.until(at("2024-06-02 19:00"))
    assert stage.said() == ["Digest for Sat 1 Jun 2024", HEADING, HEADING]


async def test_a_channel_that_asked_for_none_has_none(stage):
    await stage.channel()
    await stage.until(at("2024-06-05 12:00"))
    assert stage.said() == []


async def test_it_says_what_is_under_way_what_is_coming_and_what_changed(stage):
    await stage.channel(digests=EIGHT)
    await stage.take_in(
        events=[
            visit("present", planned={"start": "2024-06-01", "end": "2024-06-03"}),
            visit("coming", planned={"start": "2024-06-08"}),
            visit("distant", planned={"start": "2024-06-20"}),
        ]
    )
    await stage.take_in(changes=[EventChange(event="distant", set={"certainty": "eos3"})])
    said = await digest(stage)
    assert "The present" in said.under_way
    assert "The coming" in said.coming
    assert "The distant" not in said.under_way + said.coming
    assert "The distant" in said.changed


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled", "certainty": "eos6"},
        {"status": "occurred"},
        {"planned": {"start": "2024-06-12"}},
        {"planned": {"start": "2024-05-20"}},
    ],
    ids=str,
)
async def test_what_is_not_ahead_within_a_week_is_not_coming(stage, fields):
    await stage.take_in(events=[visit(**{"planned": {"start": "2024-06-04"}} | fields)])
    await stage.channel(digests=EIGHT)
    assert "The visit" not in (await digest(stage)).coming


async def test_a_trip_is_represented_by_its_legs(stage):
    days = {"planned": {"start": "2024-06-04"}}
    await stage.take_in(
        events=[visit("trip", kind="trip", **days), visit("leg", broader="trip", leg=1, **days)]
    )
    await stage.channel(digests=EIGHT)
    said = await digest(stage)
    assert "The leg" in said.coming
    assert "The trip" not in said.coming


async def test_it_holds_only_what_the_channel_watches(stage):
    days = {"planned": {"start": "2024-06-04"}}
    await stage.channel(digests=EIGHT, filter={"actors": ["guest"]})
    await stage.take_in(events=[visit(**days), visit("other", participants=GUEST, **days)])
    said = await digest(stage)
    assert "The other" in said.whole
    assert "The visit" not in said.whole


async def test_the_sanctions_desk_reads_of_exposed_travel_only(stage):
    days = {"planned": {"start": "2024-06-04"}}
    await stage.channel(digests=EIGHT, filter={"exposure_only": True})
    claim = Claim(id="claim", claimant="host", proposition="It rains.", stance="asserted",
                  date="2024-06-01", outlet="Wire")  # fmt: skip
    await stage.take_in(
        events=[visit(**days), visit("other", participants=GUEST, **days)], claims=[claim]
    )
    said = await digest(stage)
    assert "The visit" in said.whole
    assert "The other" not in said.whole
    assert "It rains" not in said.whole


async def test_it_says_who_claims_what(stage):
    await stage.channel(digests=EIGHT)
    claim = Claim(id="claim", claimant="host", proposition="It rains.", stance="asserted",
                  date="2024-06-01", outlet="Wire")  # fmt: skip
    denial = Claim(id="denial", claimant="guest", proposition="It rains.", stance="denied",
                   denies="claim", date="2024-06-01", outlet="Wire")  # fmt: skip
    await stage.take_in(claims=[claim, denial])
    said = await digest(stage)
    assert "Cy Host asserted: It rains" in said.said
    assert "Bo Guest denies this: It rains" in said.said


async def test_a_change_is_in_one_digest(stage):
    await stage.channel(digests=EIGHT)
    await stage.take_in(events=[visit(planned={"start": "2024-09"})])
    await stage.until(at("2024-06-03 13:00"))
    first, second = digests(stage)
    assert "The visit" in first.whole
    assert "The visit" not in second.whole


async def test_a_digest_with_nothing_to_say_says_so(stage):
    await stage.channel(digests=EIGHT)
    said = await digest(stage)
    assert "Nothing is under way, coming up or new." in said.whole


@pytest.mark.parametrize("days", ["daily", "weekly"])
async def test_the_week_begins_with_the_picture_where_it_is_asked_for(stage, days):
    digests = [{"at": "08:00", "days": days}]
    await stage.channel("plain", digests=digests)
    await stage.channel("pictured", digests=digests, picture="dark")
    planned = {"start": "2024-06-12", "end": "2024-06-13"}
    await stage.hear(visit(planned=planned, participants=GUEST))
    await stage.until(at("2024-06-10 13:00"))
    for name, wanted in (("plain", set()), ("pictured", {"Mon 3 Jun 2024", "Mon 10 Jun 2024"})):
        posted = [one.card for one in stage.platform.in_channel(f"#{name}")]
        cards = [one for one in posted if one.heading.startswith("Digest for ")]
        shown = [one.heading.removeprefix("Digest for ") for one in cards if one.picture]
        assert set(shown) == wanted
    assert "12–13 Jun" in cards[-1].picture.alt
