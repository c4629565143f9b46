"""One turn of the wheel: plan what fell due, deliver it meanwhile, say when to turn again."""

from datetime import datetime

from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.flow.plan import next_due, plan_in_portions
from bot.store import outbox


async def tick(desk: Desk) -> datetime | None:
    """Do all that is due now; return when something is due next, none if never."""
    now = desk.clock.now()
    await deliver(desk, plan_in_portions(desk.database, now) if desk.plans else None)
    async with desk.database.reading() as session:
        if not desk.plans:
            return await outbox.next_ready(session, desk.platforms)
        return await next_due(session, now, desk.platforms)
