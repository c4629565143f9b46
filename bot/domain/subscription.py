"""What one channel wants to hear of, and when, and how."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator

from bot.domain.alerts import AlertKind
from bot.domain.cadence import DEFAULT_OFFSETS, Offset
from bot.domain.date_words import DEFAULT_LOCALE
from bot.domain.filters import Filter
from bot.domain.record import Line, Record, Slug
from bot.domain.theme import Theme
from bot.domain.zones import ZoneName, at_local, local_day


@cache
def _check_locale(name: str) -> str:
    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError) as refused:
        raise ValueError(f"{name!r} is not a locale, such as en_GB or de") from refused
    return name


LocaleName = Annotated[str, AfterValidator(_check_locale)]
"""The name of a locale that Babel knows."""


class Channel(Record):
    """A place on a platform that can be posted to."""

    id: Slug
    platform: Line
    """The name of the adapter: console, slack, discord."""
    address: Line
    """What the platform calls the channel: its id there, or ``#name`` on the console."""
    name: Line
    zone: ZoneName = "UTC"
    workspace: Line = "home"
    """The Slack team or Discord guild it belongs to."""


class Days(StrEnum):
    """On which days a digest comes."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    """Monday to Friday."""
    WEEKLY = "weekly"
    """On Mondays."""


_FRIDAY = 4


class DigestTime(Record):
    """When a digest comes: an hour, by the channel's clock, on certain days."""

    at: time
    days: Days = Days.DAILY

    def falls_on(self, day: date) -> bool:
        """Whether a digest comes on `day`."""
        return {
            Days.DAILY: True,
            Days.WEEKDAYS: day.weekday() <= _FRIDAY,
            Days.WEEKLY: day.weekday() == 0,
        }[self.days]

    @property
    def span(self) -> timedelta:
        """How long after one digest the next comes, at least; over a weekend it is longer."""
        return timedelta(days=7 if self.days is Days.WEEKLY else 1)


class QuietHours(Record):
    """When a channel is left in peace, by its own clock; the hours may run past midnight."""

    start: time
    end: time

    def until(self, now: datetime, zone: str) -> datetime | None:
        """Return when the quiet that reigns at `now` ends (UTC); none if it does not reign."""
        today = local_day(now, zone)
        for day in (today - timedelta(days=1), today):
            begins = at_local(day, self.start, zone)
            last = day + timedelta(days=1) if self.end <= self.start else day
            ends = at_local(last, self.end, zone)
            if begins <= now < ends:
                return ends
        return None


_LONGEST_GAP = 8
"""Days within which a digest of any kind falls again."""


def next_digest(digests: tuple[DigestTime, ...], zone: str, after: datetime) -> datetime | None:
    """Return the next instant after `after` at which any of the digests falls; none if none."""
    today = local_day(after, zone)
    days = [today + timedelta(days=number) for number in range(_LONGEST_GAP + 1)]
    found = (
        at_local(day, digest.at, zone) for digest in digests for day in days if digest.falls_on(day)
    )
    return min((at for at in found if at > after), default=None)


class Mention(Record):
    """Whom to call when an alert of certain kinds comes."""

    whom: Line
    """The platform's id of a user, a group or a role."""
    of: tuple[AlertKind, ...] = ()
    """For which kinds of alert; empty: for every one."""


class Style(StrEnum):
    """How a change is told."""

    EDIT = "edit"
    """The first message is kept up to date, and its thread says what changed."""
    NEW = "new"
    """Each change is a message of its own."""


class Subscription(Record):
    """One wish of a channel: a filter, and when and how to be told."""

    id: Slug
    channel: Slug
    filter: Filter = Filter()
    reminders: tuple[Offset, ...] = DEFAULT_OFFSETS
    alerts: tuple[AlertKind, ...] = ()
    """The kinds of alert wanted; empty: every kind but claims, which the digest has."""
    digests: tuple[DigestTime, ...] = ()
    empty_digests: bool = True
    """Whether a digest comes that has nothing to say."""
    quiet: QuietHours | None = None
    mentions: tuple[Mention, ...] = ()
    locale: LocaleName = DEFAULT_LOCALE
    """The language of dates."""
    style: Style = Style.EDIT
    mirror: bool = False
    """Whether events with known dates stand in the workspace's own calendar, where it has one."""
    picture: Theme | None = None
    """On what ground the digest of a week's first day shows who is where; none: not at all."""

    def wants_kind(self, kind: AlertKind) -> bool:
        """Whether alerts of this kind are wanted at all; claims only where they are named."""
        return kind in self.alerts if self.alerts else kind is not AlertKind.CLAIM
