"""What each channel should have been told: the promises of the engine, as a small model.

Written from the rules and not from the engine: no database, no watermark, no outbox. It has its own
words for dates and events, and its own way from a wall clock to an instant. Where the rules leave
freedom, it says what is allowed.

1. A change is told a minute after it became known; at once if it is urgent. All that is to be told
   of an event at one moment is one message. What is again as the channel read it last is not told.
2. A reminder is told when its offset before the beginning is reached, to whoever knows the event by
   then. Of several at one moment, only the last. None if the event has begun, moved or died.
3. By its schedule an event begins and ends, unless somebody reported that it did.
4. Quiet hours hold all that is not urgent, until they end; it is then told in one message.
5. A digest is told at its hour. Of several that were missed, only the last.
6. While the service is down nothing is told; when it is up again, what is still true.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby, pairwise
from typing import Any
from zoneinfo import ZoneInfo

SETTLE = timedelta(minutes=1)
DAY = timedelta(days=1)
NEWS = timedelta(days=2)
"""What has been over for longer is no news."""
MORNING, MIDDAY = time(8), time(12)
HOMES = {"envoy": "RU", "guest": "FR"}
"""Who there is, and the state of each."""
LIVE = ("scheduled", "rescheduled")
DEAD = ("cancelled", "postponed")
OVER = "occurred"
LIKELIHOOD = ("eos0", "eos6", "eos2", "eos1", "eos3", "eos4", "eos5")
_STEP = timedelta(minutes=15)
"""All clocks of the model's zones change, and all its hours lie, on quarters of an hour."""


@cache
def instant(day: date, wall: time, zone: str) -> datetime:
    """The first moment at which the clock on the wall shows that time of that day, or a later."""
    rules, target = ZoneInfo(zone), datetime.combine(day, wall)
    moment = target.replace(tzinfo=UTC) - timedelta(hours=15)
    while moment.astimezone(rules).replace(tzinfo=None) < target:
        moment += _STEP
    return moment


def day_of(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True)
class When:
    """When an event is, as far as is known."""

    day: date
    grain: str = "day"
    """day, about (a hedged day), or month."""
    days: int = 1
    hour: time | None = None

    @property
    def first(self) -> date:
        """The first day on which it can begin."""
        return self.day.replace(day=1) if self.grain == "month" else self.day

    @property
    def last(self) -> date:
        """Its last day."""
        if self.grain == "month":
            following = self.day.replace(day=28) + timedelta(days=4)
            return following - timedelta(days=following.day)
        return self.day + timedelta(days=self.days - 1)

    def written(self, zone: str) -> dict[str, str]:
        """The dates as a source would be recorded."""
        marks = {"day": f"{self.day}", "about": f"{self.day}~", "month": f"{self.day:%Y-%m}"}
        found = {"start": marks[self.grain]}
        if self.days > 1:
            found["end"] = f"{self.last}"
        if self.hour is not None:
            found["start_at"] = instant(self.day, self.hour, zone).isoformat()
        return found


@dataclass(frozen=True)
class State:
    """An event as it is known at one moment."""

    title: str
    kind: str
    actor: str
    country: str
    zone: str
    when: When | None
    status: str = "scheduled"
    certainty: str = "eos5"

    @property
    def anchor(self) -> datetime | None:
        """From where offsets count; none where the day is not sure."""
        if self.when is None or self.when.grain != "day":
            return None
        return instant(self.when.day, self.when.hour or time(0), self.zone)

    @property
    def exact(self) -> bool:
        """Whether the hour is known."""
        return self.when is not None and self.when.hour is not None

    @property
    def begins(self) -> datetime | None:
        """When it begins by its schedule: without an hour, at midday of its first day."""
        if self.anchor is None or self.exact:
            return self.anchor
        return instant(self.when.day, MIDDAY, self.zone)

    @property
    def over(self) -> datetime | None:
        """When it is over for certain, as far as its dates say."""
        return instant(self.when.last + DAY, time(0), self.zone) if self.when else None

    @property
    def ends(self) -> datetime | None:
        """When it ends by its schedule; none where the days are not sure."""
        return self.over if self.anchor else None

    @property
    def first_day_over(self) -> datetime:
        """When its first day is over, there."""
        return instant(self.when.day + DAY, time(0), self.zone)

    def near(self, now: datetime) -> bool:
        """Whether it begins within a day, or began within the last."""
        return self.anchor is not None and abs(self.anchor - now) <= DAY

    def fields(self) -> dict[str, Any]:
        """What is recorded of it."""
        return {
            "title": self.title,
            "participants": [{"actor": self.actor, "role": "visitor"}],
            "place": {"name": "Town", "country": self.country, "zone": self.zone},
            "planned": self.when.written(self.zone) if self.when else {},
            "status": self.status,
            "certainty": self.certainty,
        }


@dataclass(frozen=True)
class Wish:
    """One subscription: what is wanted, and when."""

    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    least: str | None = None
    alerts: tuple[str, ...] = ()
    offsets: tuple[str, ...] = ()
    digests: tuple[tuple[time, str], ...] = ()
    empty_digests: bool = True
    quiet: tuple[time, time] | None = None

    def wants(self, state: State | None) -> bool:
        """Whether the filter lets an event through."""
        return state is not None and (
            (not self.actors or state.actor in self.actors)
            and (not self.countries or {state.country, HOMES[state.actor]} & set(self.countries))
            and (not self.kinds or state.kind in self.kinds)
            and (
                self.least is None
                or LIKELIHOOD.index(state.certainty) >= LIKELIHOOD.index(self.least)
            )
        )

    def hears(self, kind: str) -> bool:
        """Whether alerts of a kind are wanted."""
        return not self.alerts or kind in self.alerts


@dataclass(frozen=True)
class Channel:
    """A channel, by whose clock digests and quiet hours go."""

    name: str
    zone: str
    wishes: tuple[Wish, ...]

    def wants(self, state: State | None) -> bool:
        """Whether any of its wishes lets an event through."""
        return any(one.wants(state) for one in self.wishes)

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet ends that reigns now; none if it does not."""
        found = []
        for begin, end in (one.quiet for one in self.wishes if one.quiet):
            for days in (-1, 0):
                day = day_of(now, self.zone) + days * DAY
                begins = instant(day, begin, self.zone)
                ends = instant(day if begin < end else day + DAY, end, self.zone)
                found += [ends] if begins <= now < ends else []
        return max(found, default=None)


@dataclass(frozen=True)
class Known:
    """One revision of an event, and when it became known."""

    at: datetime
    number: int
    state: State
    before: State | None = None


@dataclass(frozen=True)
class World:
    """All that happens."""

    start: datetime
    end: datetime
    channels: tuple[Channel, ...]
    histories: dict[str, tuple[Known, ...]]
    outages: tuple[tuple[datetime, datetime], ...] = ()

    def up(self, moment: datetime) -> datetime:
        """The first moment from this on at which the service is up."""
        return next((end for begin, end in self.outages if begin < moment < end), moment)

    def at(self, event: str, moment: datetime) -> Known | None:
        """What is known of an event at a moment."""
        known = [one for one in self.histories[event] if one.at <= moment]
        return known[-1] if known else None

    def spells(self, event: str) -> Iterator[tuple[Known, datetime]]:
        """Each state of an event, with the end of the time in which it held."""
        history = self.histories[event]
        yield from ((one, after.at) for one, after in pairwise(history))
        yield history[-1], self.end


def change_kinds(  # noqa: PLR0911 - one for each rule
    before: State | None, after: State
) -> frozenset[str]:
    """What a change may be called; empty if there is none. The first is what it is queued as."""
    by_status = {"cancelled", "postponed", "under-way", "occurred"} & {after.status}
    named = frozenset("concluded" if one == OVER else one for one in by_status)
    if before is None:
        return named or frozenset({"announced"})
    if before == after:
        return frozenset()
    if before.status in DEAD and after.status not in DEAD:
        return frozenset({"reinstated"})
    if before.status != after.status and named:
        return named
    if before.anchor is None and after.anchor is not None:
        return frozenset({"dates-known"})
    if before.anchor and after.anchor and before.anchor != after.anchor:
        # A place that moves takes its days along, without new dates.
        same = before.when == after.when
        return frozenset({"changed", "rescheduled"}) if same else frozenset({"rescheduled"})
    return frozenset({"changed"})


URGENT = frozenset({"cancelled", "postponed"})


@dataclass(frozen=True)
class Row:
    """Something that falls due for a channel."""

    due: datetime
    event: str
    sort: str
    """change, reminder, begins, ends."""
    about: Any
    """The revision, the anchor, or the instant by schedule."""
    names: frozenset[str]
    """What a change may be called, or the offset."""
    waits: bool = field(default=False)
    """Whether it was held back by quiet hours."""


@dataclass(frozen=True)
class Said:
    """One message, or one line of what was held."""

    at: datetime
    event: str
    sort: str
    held: bool


Told = dict[Said, frozenset[str]]
"""What is said, and by which names it may go."""


def tell(world: World, channel: Channel) -> tuple[Told, Told, dict[str, Known]]:
    """Return what a channel must be told, what it may be told besides, and what it read last."""
    return _Telling(world, channel).run()


class _Telling:
    """A channel as it is told one thing after the other."""

    def __init__(self, world: World, channel: Channel) -> None:
        self.world, self.channel = world, channel
        self.read: dict[str, Known] = {}
        """The state of each event that the channel read last."""
        self.must: Told = {}
        self.may: Told = {}

    def run(self) -> tuple[Told, Told, dict[str, Known]]:
        waiting = [(self.world.up(row.due), row) for row in rows(self.world, self.channel)]
        while waiting and (now := min(at for at, _ in waiting)) <= self.world.end:
            ready = [row for at, row in waiting if at == now]
            waiting = [(at, row) for at, row in waiting if at != now]
            quiet = self.channel.quiet_until(now)
            for row in ready:
                if quiet and not row.waits and not self._urgent(row, now):
                    waiting.append((self.world.up(quiet), replace(row, waits=True)))
            own = [row for row in ready if not row.waits and (not quiet or self._urgent(row, now))]
            self._say(own, now, held=False)
            self._say([row for row in ready if row.waits], now, held=True)
        return self.must, self.may, self.read

    def _urgent(self, row: Row, now: datetime) -> bool:
        if row.sort != "change":
            return False
        return bool(row.names & URGENT) or self.world.at(row.event, now).state.near(now)

    def _say(self, ready: Iterable[Row], now: datetime, *, held: bool) -> None:
        for (event, sort), group in groupby(sorted(ready, key=_place), key=_place):
            said = Said(now, event, sort, held)
            present = self.world.at(event, now)
            if sort == "change":
                self._change(said, list(group), present)
            else:
                self._due(said, list(group), present.state)

    def _change(self, said: Said, ready: list[Row], present: Known) -> None:
        read = self.read.get(said.event)
        new = [row for row in ready if read is None or row.about.number > read.number]
        if not new:
            return
        if read is None and not self.channel.wants(present.state):
            return  # it was never told, and is not wanted any more
        since = read.state if read else None
        if present.state == since:
            return
        names = frozenset().union(*(row.names for row in new), change_kinds(since, present.state))
        if read is None:
            first = min(new, key=lambda row: row.about.number).about
            if present.state == first.before:
                self.may[said] = names
                return
        self.read[said.event] = present
        self.must[said] = names

    def _due(self, said: Said, ready: list[Row], present: State) -> None:
        hold = [row for row in ready if still_true(row, present, said.at)
                and self.channel.wants(present)]  # fmt: skip
        if hold:
            last = max(row.due for row in hold)
            names = frozenset().union(*(row.names for row in hold if row.due == last))
            self.must[said] = names


def _place(row: Row) -> tuple[str, str]:
    return row.event, row.sort


def still_true(row: Row, state: State, now: datetime) -> bool:
    """Whether what fell due is still worth saying, as things stand now."""
    if row.sort == "ends":
        return state.status in (*LIVE, "under-way") and state.ends == row.about
    if state.status not in LIVE:
        return False
    if row.sort == "begins":
        return state.begins == row.about and now < state.ends
    morning = row.names == {"morning"} and not state.exact
    return state.anchor == row.about and now < (state.first_day_over if morning else state.anchor)


def rows(world: World, channel: Channel) -> Iterator[Row]:
    """What falls due for a channel."""
    for event in world.histories:
        for known, until in world.spells(event):
            state = known.state
            yield from _change(channel, event, known)
            if state.status in LIVE:
                for wish in channel.wishes:
                    if wish.wants(state) and wish.hears("reminder"):
                        for offset in wish.offsets:
                            due = rung(state, offset, channel.zone)
                            if due and known.at < due <= until:
                                names = frozenset({offset})
                                yield Row(due, event, "reminder", state.anchor, names)
            yield from _turns(channel, event, known, until)


def _change(channel: Channel, event: str, known: Known) -> Iterator[Row]:
    kinds = change_kinds(known.before, known.state)
    if is_news(known) and any(
        (one.wants(known.state) or one.wants(known.before)) and any(map(one.hears, kinds))
        for one in channel.wishes
    ):
        urgent = bool(kinds & URGENT) or known.state.near(known.at)
        due = known.at if urgent else known.at + SETTLE
        yield Row(due, event, "change", known, kinds)


def _turns(channel: Channel, event: str, known: Known, until: datetime) -> Iterator[Row]:
    state = known.state
    turns = (
        ("begins", "under-way", state.begins, LIVE),
        ("ends", "concluded", state.ends, (*LIVE, "under-way")),
    )
    for sort, kind, due, statuses in turns:
        wanted = any(one.wants(state) and one.hears(kind) for one in channel.wishes)
        if wanted and due and known.at < due <= until and state.status in statuses:
            yield Row(due, event, sort, due, frozenset({kind}))


_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def rung(state: State, offset: str, zone: str) -> datetime | None:
    """When a reminder falls due for a channel in `zone`; none if the dates are not sure enough."""
    if state.anchor is None:
        return None
    if offset == "morning":
        day = day_of(state.anchor, zone) if state.exact else state.when.day
        at = instant(day, MORNING, zone)
        return at if not state.exact or at < state.anchor else None
    length = timedelta(**{_UNITS[offset[-1]]: int(offset[:-1])})
    return state.anchor - length if state.exact or length >= DAY else None


@dataclass(frozen=True)
class Digest:
    """The events of which a digest tells."""

    under_way: frozenset[str]
    coming: frozenset[str]
    changed: frozenset[str]
    may_be_changed: frozenset[str]
    """A digest that came late may be followed by one that tells the same changes again."""


HORIZON = timedelta(days=7)


def digests(world: World, channel: Channel) -> dict[datetime, Digest]:
    """When a channel gets a digest, and what is in it; after a pause one only, the last."""
    dues = sorted({due for one in channel.wishes for hour, days in one.digests
                   for due in _hours(world, channel, hour, days)})  # fmt: skip
    found: dict[datetime, Digest] = {}
    said: tuple[datetime, datetime] | None = None
    for now, group in groupby(dues, key=world.up):
        due = max(group)
        if now > world.end:
            break
        since, earliest = said or (now - DAY, now - DAY)
        digest = _digest(world, channel, now, since, earliest)
        empty = not (digest.under_way or digest.coming or digest.may_be_changed)
        if empty and not any(one.empty_digests for one in channel.wishes if one.digests):
            continue
        found[now] = digest
        said = now, due
    return found


def _hours(world: World, channel: Channel, hour: time, days: str) -> Iterator[datetime]:
    day, falls = day_of(world.start, channel.zone), {"daily": 7, "weekdays": 5, "weekly": 1}[days]
    while (due := instant(day, hour, channel.zone)) <= world.end:
        if due > world.start and day.weekday() < falls:
            yield due
        day += DAY


def _digest(
    world: World, channel: Channel, now: datetime, since: datetime, earliest: datetime
) -> Digest:
    wishes = [one for one in channel.wishes if one.digests]
    today = day_of(now, channel.zone)
    known = {event: found.state for event in world.histories if (found := world.at(event, now))}
    wanted = {event: state for event, state in known.items()
              if any(one.wants(state) for one in wishes)}  # fmt: skip
    near = {event: state for event, state in wanted.items() if state.when
            and state.when.first <= today + HORIZON and state.when.last >= today - DAY}  # fmt: skip
    begun = {event for event, state in near.items() if _begun(state, now)}
    ahead = {event for event, state in near.items()
             if event not in begun and state.status in LIVE and now < state.over}  # fmt: skip
    changed = [
        frozenset(event for event in wanted for one in world.histories[event]
                  if after < one.at <= now and is_news(one))
        for after in (since, earliest)
    ]  # fmt: skip
    return Digest(frozenset(begun), frozenset(ahead), changed[0], changed[1])


def _begun(state: State, now: datetime) -> bool:
    """Whether it is under way: it is reported, or its first day is sure and has come."""
    if state.status == "under-way":
        return True
    return state.status in LIVE and state.anchor is not None and state.anchor <= now < state.over


def is_news(known: Known) -> bool:
    """Whether a revision was worth telling when it became known."""
    over = known.state.over
    return over is None or known.at - over <= NEWS
