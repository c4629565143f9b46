"""The auditor: what should have been sent and was not, and what may have been sent twice."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot import metrics
from bot.domain.alerts import AlertKind, alert_kind
from bot.domain.cadence import Due, last_rung, reminders
from bot.domain.dates import anchor
from bot.domain.delivery import DeliveryState, delivery_key
from bot.domain.events import Event, EventKind
from bot.domain.revision import Revision
from bot.flow.audience import SETTLE, is_news, wanting_of
from bot.flow.plan import WATERMARK
from bot.lookup.profile import profile_of
from bot.store import attention, events, outbox, progress
from bot.store.database import Session

OVERDUE = timedelta(minutes=10)
"""What is still waiting this long after it was to be tried is stuck."""

LOOK_BACK = timedelta(hours=24)
"""How far back the auditor looks for what has no row at all."""

MOST_EVENTS = 2_000
"""An audit looks at no more events ahead than this, the nearest first."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What an audit found; all is well where everything but `states` is empty."""

    states: dict[str, int] = field(default_factory=dict)
    """How many deliveries are in each state."""
    missing: tuple[str, ...] = ()
    """Keys of what should have been queued and was not."""
    stuck: tuple[str, ...] = ()
    """Keys of what waits longer than it should."""
    failed: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    """Keys of what was sent again although it may have arrived."""
    paused: dict[str, str] = field(default_factory=dict)
    """Channels that cannot be posted to, and why."""
    behind: timedelta = timedelta()
    """How far the planner is behind."""

    @property
    def well(self) -> bool:
        """Whether nothing needs anybody's attention."""
        return not any(self.counts.values())

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each finding."""
        return {
            "missing": len(self.missing),
            "stuck": len(self.stuck),
            "failed": len(self.failed),
            "repeated": len(self.repeated),
            "paused": len(self.paused),
        }


def status_lines(found: Findings) -> list[str]:
    """Say what an audit found, a line for each thing, with the remedy where there is one."""
    states = ", ".join(f"{state} {count}" for state, count in sorted(found.states.items()))
    lines = [f"outbox: {states or 'empty'}", f"planner: {_ago(found.behind)}"]
    named = {
        "missing: should have been queued and was not": found.missing,
        "stuck: waits longer than it should; is the service running?": found.stuck,
        "failed: refused by the platform for good": found.failed,
        "repeated: sent again although it may have arrived": found.repeated,
    }
    lines += [f"{words}: {', '.join(keys)}" for words, keys in named.items() if keys]
    lines += [f"paused: {name}: {reason}" for name, reason in sorted(found.paused.items())]
    return [*lines, "all is well" if found.well else "something needs attention"]


def _ago(behind: timedelta) -> str:
    return f"looked {behind.total_seconds():.0f} s ago" if behind else "up to date, or never ran"


def publish(found: Findings) -> None:
    """Let the metrics show what an audit found."""
    for state in DeliveryState:
        metrics.OUTBOX.labels(state).set(found.states.get(state, 0))
    for finding, count in found.counts.items():
        metrics.FINDINGS.labels(finding).set(count)
    metrics.PLANNER_BEHIND.set(found.behind.total_seconds())


async def audit(session: Session, now: datetime) -> Findings:
    """Look for what should have been sent and was not, and for what may have been sent twice."""
    planned = await progress.watermark(session, WATERMARK)
    expected = await _expected(session, min(planned or now, now))
    known = await outbox.has(session, sorted(expected))
    troubles = await attention.pauses(session, trouble=True)
    return Findings(
        states=await outbox.states(session),
        missing=tuple(sorted(expected - known)),
        stuck=await outbox.stuck(session, now - OVERDUE),
        failed=await outbox.in_state(session, DeliveryState.FAILED, since=now - LOOK_BACK),
        repeated=await outbox.repeated(session, since=now - LOOK_BACK),
        paused={name: one.reason for name, one in troubles.items()},
        behind=max(now - planned, timedelta()) if planned else timedelta(),
    )


async def _expected(session: Session, until: datetime) -> set[str]:
    """Return the keys that the last day must have put into the outbox."""
    since = until - LOOK_BACK
    found = await _expected_reminders(session, since, until)
    for revision in await events.revisions_between(session, since, until - SETTLE):
        if is_news(revision, revision.at):
            found |= await _expected_changes(session, revision)
    return found


async def _expected_changes(session: Session, revision: Revision) -> set[str]:
    event = revision.event
    before = await events.revision(session, event.id, revision.number - 1)
    kind = alert_kind(before.event if before else None, revision)
    if kind is None or (kind is AlertKind.ANNOUNCED and event.broader is not None):
        return set()  # a leg may have been told by its journey
    wanting = await wanting_of(session, await profile_of(session, event, revision.at))
    return {
        delivery_key(one.channel.id, kind, event.id, f"r{revision.number}")
        for one in wanting
        if one.subscription.wants_kind(kind) and one.since < revision.at
    }


async def _expected_reminders(session: Session, since: datetime, until: datetime) -> set[str]:
    ahead = events.EventQuery(first=since.date(), dated_only=True)
    found: set[str] = set()
    for event in await events.find(session, ahead, limit=MOST_EVENTS):
        if not event.dead and event.kind is not EventKind.TRIP:
            known = await _date_known_since(session, event)
            found |= await _reminder_keys(session, event, max(since, known), until)
    return found


async def _date_known_since(session: Session, event: Event) -> datetime:
    """Return since when the event has had the anchor that it has: none counts from before it."""
    now = anchor(event.dates)
    known = None
    for revision in reversed(await events.revisions(session, event.id)):
        if anchor(revision.event.dates) != now or revision.event.dead:
            break
        known = revision.at
    return known or datetime.max.replace(tzinfo=UTC)


async def _reminder_keys(
    session: Session, event: Event, since: datetime, until: datetime
) -> set[str]:
    begins = event.dates.begins
    ladders: dict[str, list[Due]] = {}
    for one in await wanting_of(session, await profile_of(session, event, until)):
        wish, zone = one.subscription, one.channel.zone
        wanted = reminders(event.dates, wish.reminders, zone)
        dues = [due for due in wanted if max(since, one.since) < due.at <= until]
        if begins and wish.wants_kind(AlertKind.REMINDER):
            ladders.setdefault(one.channel.id, []).extend(dues)
    # Of several, the earlier ones may have been collapsed into the last.
    rungs = {channel: last_rung(dues) for channel, dues in ladders.items()}
    ending = begins and begins.isoformat()
    return {
        delivery_key(channel, AlertKind.REMINDER, event.id, last.offset, ending)
        for channel, last in rungs.items()
        if last is not None
    }
