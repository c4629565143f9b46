"""What a preview promises is what is then sent: the calendar against the planner itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import pytest

from bot.domain.channel_answers import ComingAnswer
from bot.domain.delivery import DeliveryState
from bot.lookup.preview import preview
from bot.store import channels, outbox
from bot.store.database import Database
from tests.stage import Stage, visit

DAYS = 21
_BY_CALENDAR = ("reminder", "under-way", "concluded", "digest")

WISHES: list[dict[str, Any]] = [
    {},
    {"reminders": ["7d", "1d", "morning", "1h"], "digests": [{"at": "08:00"}]},
    {"reminders": ["morning"], "digests": [{"at": "02:30", "days": "weekdays"}]},
    {"filter": {"countries": ["FR"]}, "digests": [{"at": "07:00", "days": "weekly"}]},
    {"alerts": ["reminder"], "reminders": ["3d", "12h"], "digests": [{"at": "08:00"}]},
    {"alerts": ["concluded", "digest"], "digests": [{"at": "08:00"}]},
]


async def _world(stage: Stage) -> None:
    await stage.hear(
        visit("visit"),
        visit("hour", planned={
            "start": "2024-06-10", "start_at": "2024-06-10T09:00+09:00", "zone": "Asia/Pyongyang",
        }),
        visit("month", planned={"start": "2024-06"}),
        visit("dead", status="cancelled"),
        visit("trip", kind="trip", place=None, planned={"start": "2024-06-14"}),
        visit("leg", broader="trip", leg=1, planned={"start": "2024-06-14"}),
    )  # fmt: skip


async def _sent(database: Database, since: datetime) -> list[tuple[str, str | None, datetime]]:
    async with database.reading() as session:
        found = await outbox.deliveries(session)
    return sorted(
        (one.kind, None if one.kind == "digest" else one.subject, one.due)
        for one in found
        if one.state is DeliveryState.SENT and one.due > since and one.kind in _BY_CALENDAR
        and (one.offset == "schedule" or one.kind in ("reminder", "digest"))
    )  # fmt: skip


def _promised(coming: Iterable[ComingAnswer]) -> list[tuple[str, str | None, datetime]]:
    return sorted((one.kind, one.event, one.at) for one in coming)


@pytest.mark.parametrize(
    ("wish", "zone"), list(zip(WISHES, cycle(["America/New_York", "Asia/Tokyo"]), strict=False))
)
async def test_what_is_promised_is_sent(
    sqlite_database: Database, wish: dict[str, Any], zone: str
) -> None:
    stage = await Stage(sqlite_database).open()
    await stage.channel(zone=zone, **wish)
    await _world(stage)
    start = stage.now
    async with sqlite_database.reading() as session:
        place = await channels.channel(session, "desk")
        assert place is not None
        promised = _promised((await preview(session, place, DAYS, start)).coming)
    await stage.until(start + timedelta(days=DAYS))
    assert await _sent(sqlite_database, start) == promised
    assert promised == sorted(set(promised))
