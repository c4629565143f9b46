"""Random worlds: calendars, revisions, channels with their wishes, and outages.

Everything that happens lies a few microseconds off the quarter of an hour, each by its own number,
so that nothing ever happens at the very moment at which something falls due.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from tests.model.said import DAY, DEAD, HOMES, Channel, Known, State, When, Wish, World

STARTS = (
    datetime(2024, 6, 3, 9, tzinfo=UTC),
    datetime(2024, 3, 28, 9, tzinfo=UTC),  # Europe; Beirut, at midnight
    datetime(2024, 10, 24, 9, tzinfo=UTC),  # Europe and Beirut, back
    datetime(2024, 4, 4, 9, tzinfo=UTC),  # Lord Howe, by half an hour; Santiago, at midnight
    datetime(2024, 4, 23, 9, tzinfo=UTC),  # Cairo, at midnight
    datetime(2024, 9, 5, 9, tzinfo=UTC),  # Santiago, over midnight
    datetime(2024, 3, 7, 9, tzinfo=UTC),  # New York
)
PLACES = (
    ("KP", "Asia/Pyongyang"), ("GB", "Europe/London"), ("IN", "Asia/Kolkata"),
    ("NP", "Asia/Kathmandu"), ("LB", "Asia/Beirut"), ("EG", "Africa/Cairo"),
    ("CL", "America/Santiago"), ("AU", "Australia/Lord_Howe"), ("KI", "Pacific/Kiritimati"),
    ("US", "America/New_York"),
)  # fmt: skip
CHANNEL_ZONES = (
    "UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe",
    "Asia/Beirut", "America/Santiago", "Pacific/Kiritimati",
)  # fmt: skip
ACTORS = tuple(HOMES)
HOURS = (time(10), time(0), time(0, 30), time(2, 30), time(7, 45), time(23, 30))
OFFSETS = ("1d", "morning", "1h", "7d", "2d", "24h", "30m", "12h")
GAPS = tuple(
    timedelta(minutes=minutes) for minutes in (60, 0, 1, 3, 300, 540, 26 * 60, 60 * 60)
)  # fmt: skip
MOMENT = timedelta(microseconds=1)


@st.composite
def whens(draw, now):
    """Dates near `now`, of every precision."""
    day = (now + draw(st.integers(-3, 9)) * DAY).date()
    grain = draw(st.sampled_from(("day", "day", "hour", "hour", "days", "about", "month")))
    if grain == "hour":
        return When(day, hour=draw(st.sampled_from(HOURS)))
    if grain == "days":
        return When(day, days=draw(st.integers(2, 4)))
    return When(day, grain)


@st.composite
def states(draw, number, now):
    """An event as it becomes known at `now`."""
    country, zone = draw(st.sampled_from(PLACES))
    return State(
        title=f"Event {number}",
        kind=draw(st.sampled_from(("visit", "summit"))),
        actor=draw(st.sampled_from(ACTORS)),
        country=country,
        zone=zone,
        when=draw(whens(now) | st.none()),
    )


ACTIONS = (
    "retitle", "move", "cancel", "postpone", "reinstate", "take back", "under way", "occurred",
    "relocate", "doubt", "swap",
)  # fmt: skip


@st.composite
def changed(draw, history, now):  # noqa: PLR0911 - one for each thing that happens
    """The next state of an event: one that a source could report."""
    known = history[-1].state
    dead = known.status in DEAD
    action = draw(st.sampled_from(ACTIONS))
    if action == "move" and known.status != "postponed":
        return replace(known, when=draw(whens(now)), status="cancelled" if dead else "rescheduled")
    if action == "cancel":
        return replace(known, status="cancelled", certainty="eos6")
    if action == "postpone":
        return replace(known, status="postponed", when=None)
    if action == "reinstate" and dead:
        when = known.when or draw(whens(now) | st.none())
        return replace(known, status="scheduled", certainty="eos5", when=when)
    if action == "take back" and known != history[-1].before and history[-1].before:
        return history[-1].before
    if action in ("under way", "occurred") and not dead:
        return replace(known, status="under-way" if action == "under way" else "occurred")
    if action == "relocate":
        country, zone = draw(st.sampled_from(PLACES))
        return replace(known, country=country, zone=zone)
    if action == "doubt":
        return replace(known, certainty="eos2" if known.certainty != "eos2" else "eos5")
    if action == "swap":
        return replace(known, actor=ACTORS[known.actor == ACTORS[0]])
    return replace(known, title=known.title + "!")


KINDS = {
    "first": ("announced",),
    "dates": ("changed", "rescheduled", "dates-known"),
    "ends": ("cancelled", "postponed", "reinstated"),
    "turns": ("under-way", "concluded"),
    "reminders": ("reminder",),
}


@st.composite
def wishes(draw, *, kinds, quiet=False, digests=False):
    """What a channel wants."""
    some = draw(st.booleans())
    wanted = [kind for group in kinds for kind in KINDS[group]
              if not (some and len(kinds) > 1) or draw(st.booleans(), label=group)]  # fmt: skip
    hours = st.sampled_from((time(22), time(6, 30), time(2, 30), time(12)))
    span = st.lists(hours, min_size=2, max_size=2, unique=True).map(tuple)
    offsets = st.lists(st.sampled_from(OFFSETS), min_size=1, max_size=4, unique=True)
    digest = st.tuples(
        st.sampled_from((time(8), time(2, 30), time(18))),
        st.sampled_from(("daily", "weekdays", "weekly")),
    )
    return Wish(
        actors=draw(st.sampled_from(((), (), ("envoy",), ACTORS))),
        countries=draw(st.sampled_from(((), (), ("KP", "GB"), ("FR",)))),
        kinds=draw(st.sampled_from(((), (), ("visit",)))),
        least=draw(st.sampled_from((None, None, "eos4"))),
        alerts=(*wanted, "digest"),
        offsets=tuple(draw(offsets)) if "reminders" in kinds else (),
        digests=tuple(draw(st.lists(digest, min_size=1, max_size=2))) if digests else (),
        empty_digests=draw(st.booleans()) if digests else True,
        quiet=draw(span) if quiet and draw(st.integers(0, 3), label="quiet?") else None,
    )


@st.composite
def channels(draw, **about):
    """One to three channels with one or two wishes each."""
    return tuple(
        Channel(
            name,
            draw(st.sampled_from(CHANNEL_ZONES)),
            tuple(draw(st.lists(wishes(**about), min_size=1, max_size=2))),
        )
        for name in ("desk", "wire", "night")[: draw(st.integers(1, 3))]
    )


@st.composite
def worlds(draw, *, outages=True, **about):
    """A world in which up to eight things happen, and what channels want to hear of it."""
    start = now = draw(st.sampled_from(STARTS))
    places = draw(channels(**about))
    histories: dict[str, list[Known]] = {}
    spans = []
    for number in range(draw(st.sampled_from((3, 1, 2, 4, 5, 6, 8)))):
        now += draw(st.sampled_from(GAPS)) + (number + 1) * MOMENT
        step = draw(st.sampled_from(("event", "change", "change", "outage")))
        if step == "outage" and outages and not (spans and spans[-1][1] > now):
            spans.append((now, now + draw(st.sampled_from((30, 3, 9, 60, 100))) * HOUR))
        elif step == "change" and histories:
            history = histories[draw(st.sampled_from(sorted(histories)))]
            state = draw(changed(history, now))
            if state != history[-1].state and len(history) <= MOST_REVISIONS:
                history.append(Known(now, len(history) + 1, state, history[-1].state))
        elif len(histories) < MOST_EVENTS:
            name = f"event-{len(histories) + 1}"
            state = draw(states(len(histories) + 1, now))
            histories[name] = [Known(now, 1, state)]
    last = max([now, *(end for _, end in spans)])
    return World(
        start=start,
        end=last + draw(st.sampled_from((2, 1, 3, 5))) * DAY,
        channels=places,
        histories={name: tuple(history) for name, history in histories.items()},
        outages=tuple(spans),
    )


HOUR = timedelta(hours=1)
MOST_REVISIONS = 6
MOST_EVENTS = 6
