"""Noting how often things are looked up: kept in mind as people ask, written down now and then.

So no answer waits for a write. What is not yet written when a process ends is lost, and only
changes which of several comes first.
"""

from bot.domain.answers import ActorAnswer, EventAnswer
from bot.domain.named import Sort
from bot.flow.desk import Desk
from bot.store import asked


def keep_in_mind(desk: Desk, answer: object) -> None:
    """Count an answer about one actor or one event; any other is no look-up of a thing."""
    match answer:
        case ActorAnswer(id=found):
            desk.asked[Sort.ACTOR, found] += 1
        case EventAnswer(id=found):
            desk.asked[Sort.EVENT, found] += 1


async def write_down(desk: Desk) -> None:
    """Write what was counted since the last time; if that fails, it is counted still."""
    counted = dict(desk.asked)
    if not counted:
        return
    async with desk.database.writing() as session:
        await asked.add(session, counted)
    desk.asked.subtract(counted)
    for one in [key for key, times in desk.asked.items() if not times]:
        del desk.asked[one]
