"""Events in a workspace's own calendar: listed, moved and taken away, never in an alert's way."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.ports import Entry, Undeliverable
from tests.fakes.platform import FakePlatform
from tests.stage import Stage, at, visit

ANNOUNCED = "Announced: The visit (Pyongyang)"
IN_JUNE = {"planned": {"start": "2024-06"}, "status": "rescheduled"}


@dataclass
class WithCalendar(FakePlatform):
    """A platform whose workspaces have a calendar each."""

    calendars: dict[str, dict[str, Entry]] = field(default_factory=dict)
    asked: int = 0
    refuses: list[Exception] = field(default_factory=list)

    async def mirror(self, workspace: str, entry: Entry | None, known: str | None) -> str | None:
        self.asked += 1
        if self.refuses:
            raise self.refuses.pop(0)
        calendar = self.calendars.setdefault(workspace, {})
        if entry is None:
            calendar.pop(known, None)
            return None
        name = known or f"e{self.asked}"
        calendar[name] = entry
        return name


@pytest.fixture
async def stage(database):
    found = await Stage(database, platform=WithCalendar()).open()
    await found.channel(mirror=True)
    return found


def listed(stage) -> list[Entry]:
    return list(stage.platform.calendars.get("home", {}).values())


def days(stage) -> list[str]:
    return [f"{one.starts:%d %H:%M} to {one.ends:%d %H:%M}" for one in listed(stage)]


async def test_an_event_is_listed_by_the_days_of_its_place(stage):
    await stage.hear(visit())
    assert listed(stage) == [
        Entry("The visit", at("2024-06-17 15:00"), at("2024-06-19 15:00"), "Pyongyang")
    ]


async def test_it_moves_with_the_event_and_goes_with_it(stage):
    await stage.hear(visit())
    await stage.change(planned={"start": "2024-06-20", "end": "2024-06-21"}, status="rescheduled")
    assert days(stage) == ["19 15:00 to 21 15:00"]
    await stage.change(status="cancelled")
    assert listed(stage) == []
    await stage.change(planned={"start": "2024-06-25"}, status="rescheduled")
    assert days(stage) == ["24 15:00 to 25 15:00"]


@pytest.mark.parametrize(
    "vague",
    [
        {"start": "2024-06"},
        {"start": "2024-06-20~"},
        {"start": "2024-06-20", "end": "2024-07"},
        {"start": "2024-06-20", "end": ".."},
    ],
)
async def test_what_is_not_known_to_the_day_is_not_listed(stage, vague):
    await stage.hear(visit(planned=vague))
    assert stage.said() == [ANNOUNCED]
    assert stage.platform.asked == 0
    await stage.change(planned={"start": "2024-06-20", "end": "2024-06-20"})
    assert days(stage) == ["19 15:00 to 20 15:00"]
    await stage.change(**IN_JUNE)
    assert listed(stage) == []


async def test_several_channels_of_a_workspace_list_it_once_and_reminders_not_again(stage):
    for name in ("asia", "risk"):
        await stage.channel(name, mirror=True, reminders=["1d"])
    await stage.hear(visit())
    await stage.until(at("2024-06-17 12:00"))
    assert stage.platform.asked == len(listed(stage)) == 1


async def test_what_has_begun_stays_as_it_was_announced(stage):
    await stage.hear(visit())
    await stage.until(at("2024-06-18 12:00"))
    await stage.change(planned={"start": "2024-06-18", "end": "2024-06-20"})
    assert days(stage) == ["17 15:00 to 19 15:00"]


async def test_nobody_who_did_not_ask_has_it_listed(database):
    stage = await Stage(database, platform=WithCalendar()).open()
    await stage.channel(filter={"countries": ["KP"]})
    await stage.take_in(
        subscriptions=[
            {"id": "desk-other", "channel": "desk", "mirror": True,
             "filter": {"countries": ["VN"]}},
        ]
    )  # fmt: skip
    await stage.hear(visit())
    assert stage.said() == [ANNOUNCED]
    assert stage.platform.asked == 0


@pytest.mark.parametrize("failure", [Undeliverable("no permission"), RuntimeError("what?")])
async def test_a_failure_harms_no_alert_and_is_tried_again_with_the_next(stage, failure):
    stage.platform.refuses.append(failure)
    await stage.hear(visit())
    assert (stage.said(), listed(stage)) == ([ANNOUNCED], [])
    await stage.pass_time(timedelta(days=2))
    assert listed(stage) == []
    await stage.until(at("2024-06-17 14:00"))  # a reminder came
    assert days(stage) == ["17 15:00 to 19 15:00"]


async def test_a_platform_without_calendars_is_asked_for_none(database):
    stage = await Stage(database).open()
    await stage.channel(mirror=True)
    await stage.hear(visit())
    assert stage.said() == [ANNOUNCED]
