"""A calendar as Apple, Google and Outlook fetch it: over HTTP, from either database."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from bot.domain.events import EventStatus
from bot.domain.revision import revise
from bot.lookup.feed import BEHIND
from bot.store import events
from tests import world
from tests.feed.conftest import Place

NK, VN = "putin-north-korea-2024", "putin-vietnam-2024"


async def change(place: Place, event: str, changes: dict[str, object]) -> None:
    place.clock.advance(place.clock.now() + timedelta(minutes=1))
    async with place.database.writing() as session:
        known = await events.event(session, event)
        assert known is not None
        revised = revise(known, changes, by="wire", source="wire", at=place.clock.now())
        await events.add_revision(session, revised)


async def test_a_calendar_has_what_the_subscription_wants(place: Place) -> None:
    got = await place.get(await place.link())
    assert got.status == 200
    assert got.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert got.headers["Cache-Control"] == "private, no-cache"
    assert list(got.entries) == [NK, VN]  # the trip is told by its legs, Mongolia has no day
    calendar = Calendar.from_ical(got.text)
    assert calendar["name"] == calendar["x-wr-calname"] == "Dragoman: asia"
    assert calendar["x-wr-caldesc"] == "Not in it because the day is not known: 1 event."
    assert got.text.encode() == got.text.replace("\n", "").replace("\r", "\r\n").encode()


async def test_what_has_not_changed_is_not_sent_again(place: Place) -> None:
    link = await place.link()
    first = await place.get(link)
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    again = await place.get(link, If_None_Match=f'"other", {tag}')
    assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
    assert (await place.get(link, If_Modified_Since=modified)).status == 304
    assert (
        await place.get(link, If_None_Match='"other"', If_Modified_Since=modified)
    ).status == 200
    head = await place.get(link, "HEAD")
    assert (head.status, head.text, head.headers["ETag"]) == (200, "", tag)
    packed = await place.get(link, Accept_Encoding="gzip")
    assert (packed.headers["Content-Encoding"], packed.text) == ("gzip", first.text)
    assert "Content-Encoding" not in (await place.get(link, Accept_Encoding="identity")).headers

    await change(place, VN, {"planned": {"start": "2024-06-21"}, "status": "rescheduled"})
    moved = await place.get(link, If_None_Match=tag, If_Modified_Since=modified)
    assert moved.status == 200
    assert moved.headers["ETag"] != tag
    before, after = first.entries[VN], moved.entries[VN]
    assert (before.sequence, after.sequence) == (1, 2)
    assert (after.start, after.end) == (date(2024, 6, 21), date(2024, 6, 22))
    assert (await place.get(link, If_Modified_Since=modified)).status == 200


async def test_a_link_that_was_renewed_or_revoked_is_as_one_that_never_was(place: Place) -> None:
    first = await place.link()
    second = await place.link("feed name:asia link:renew")
    assert (await place.get(second)).status == 200
    never = await place.get(f"{place.address}/calendar.ics?token={'0' * 64}")
    assert never.status == 404
    assert (await place.ask("feed name:asia link:revoke")).ok
    for link in (first, second, f"{place.address}/calendar.ics"):
        gone = await place.get(link)
        assert (gone.status, gone.text) == (404, never.text)
        assert {*gone.headers} == {*never.headers}


async def test_what_is_called_off_stays_struck_out_for_a_while(place: Place) -> None:
    link = await place.link()
    await change(place, VN, {"status": EventStatus.CANCELLED})
    await change(
        place, NK, {"status": "postponed", "planned": {}, "previously": {"start": "2024-06-19"}}
    )
    entries = (await place.get(link)).entries
    assert {one["status"] for one in entries.values()} == {"CANCELLED"}
    assert {*entries} == {NK, VN}
    place.clock.advance(world.NOW + BEHIND + timedelta(hours=1))
    assert (await place.get(link)).entries == {}


async def test_what_was_put_off_long_ago_is_not_news_because_we_hear_of_it_now(
    sqlite_place: Place,
) -> None:
    link = await sqlite_place.link()
    put_off = {"status": "postponed", "planned": {}, "previously": {"start": "2024-01-09"}}
    await change(sqlite_place, VN, put_off)
    assert {*(await sqlite_place.get(link)).entries} == {NK}


async def test_a_calendar_is_bounded_and_says_so(
    sqlite_place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.lookup.feed.MOST", 2)
    monkeypatch.setattr("bot.lookup.feed._PAGE", 1)
    got = await sqlite_place.get(await sqlite_place.link())
    assert len(got.entries) == 1  # the trip, and the leg that stands for it
    assert "narrow it down" in Calendar.from_ical(got.text)["x-wr-caldesc"]
    monkeypatch.setattr("bot.lookup.feed.MOST", 500)
    monkeypatch.setattr("bot.lookup.feed.LOOKED_AT", 1)
    got = await sqlite_place.get(await sqlite_place.link("feed asia renew"))
    assert "narrow it down" in Calendar.from_ical(got.text)["x-wr-caldesc"]
    monkeypatch.setattr("bot.lookup.feed.LOOKED_AT", 4)
    got = await sqlite_place.get(await sqlite_place.link("feed asia renew"))
    assert {*got.entries} == {NK, VN}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("&kind=visit", {NK, VN}),
        ("&kind=trip", {"putin-asia-2024"}),
        ("&kind=summit", set()),
        ("&country=VN", {VN}),
        ("&country=vietnam,north+korea&kind=visit,summit", {NK, VN}),
        ("&actor=to-lam", {VN}),
        ("&actor=president+of+russia", {NK, VN}),
        ("&actor=justin-trudeau", set()),
    ],
)
async def test_an_address_narrows_it_down(sqlite_place: Place, asked: str, found: set[str]) -> None:
    got = await sqlite_place.get(f"{await sqlite_place.link()}{asked}")
    assert got.status == 200
    assert {*got.entries} - {"putin-asia-2024"} == found - {"putin-asia-2024"}
    assert ("putin-asia-2024" in got.entries) is ("putin-asia-2024" in found)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("&colour=red", "there is no 'colour'; there is kind, country, actor"),
        ("&kind=banana", "banana"),
        ("&kind=", "kind is empty"),
        ("&country=,", "country is empty"),
        ("&country=korea", "several match 'korea'"),
        ("&actor=zzzz", "nothing found for 'zzzz'"),
        ("&kind=visit&kind=summit", "each may be named once"),
        ("&actor=%00", "actor is empty"),
        (f"&actor={'a' * 300}", "actor is empty, too long"),
    ],
)
async def test_what_is_not_understood_is_said_in_a_line(
    sqlite_place: Place, asked: str, said: str
) -> None:
    got = await sqlite_place.get(f"{await sqlite_place.link()}{asked}")
    assert got.status == 400
    assert said in got.text
    assert got.text.count("\n") == 1
