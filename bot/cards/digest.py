"""The summary a channel gets at its own hour: what goes on, what is coming, what changed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import groupby

from bot.cards.card import Block, Card, Text, Tone
from bot.cards.changes import change_line, telling
from bot.cards.claims import claim_lines
from bot.cards.parts import blocks, bullets, paragraph, summary_text
from bot.cards.times import day_words
from bot.domain.answers import ChangeAnswer, ClaimAnswer, EventSummary
from bot.domain.edtf import Precision

Changed = tuple[EventSummary, tuple[ChangeAnswer, ...]]
MOST = 12
"""Lines of one list: a digest is read with the first coffee."""
MOST_CHANGES = 3
UNDATED = "No exact day yet"
_LATEST = datetime.max.replace(tzinfo=UTC)


def digest_card(  # noqa: PLR0917 - the parts of a digest, in their order
    day: date,
    zone: str,
    under_way: tuple[EventSummary, ...],
    coming: tuple[EventSummary, ...],
    changed: tuple[Changed, ...],
    claims: tuple[ClaimAnswer, ...],
    *,
    late: bool = False,
) -> Card:
    """Sum up a day by the calendar of a channel in `zone`."""
    remark = (
        f"This digest comes late: it was due earlier, by the clock of {zone}." if late else None
    )
    counts = f"{len(under_way)} under way, {len(coming)} coming up, {len(changed)} changed"
    return Card(
        tone=Tone.DIGEST,
        heading=f"Digest for {day_words(day)}",
        blocks=blocks(
            paragraph(remark if late else None),
            bullets(map(summary_text, under_way), "Under way", MOST),
            *_coming(coming),
            bullets(map(_changed, changed), "Changed", MOST),
            paragraph(_nothing(bool(under_way), bool(coming), bool(changed))),
            bullets(claim_lines(claims), "Said", MOST),
        ),
        summary=f"Digest for {day_words(day)}: {counts}",
    )


def _nothing(under_way: bool, coming: bool, changed: bool) -> str | None:
    """Say in one sentence of which kinds there is nothing, so that silence is no riddle."""
    said = {"under way": under_way, "coming up": coming, "new": changed}
    empty = [word for word, found in said.items() if not found]
    if not empty:
        return None
    *first, last = empty
    return f"Nothing is {', '.join(first)} or {last}." if first else f"Nothing is {last}."


def _coming(coming: tuple[EventSummary, ...]) -> Iterable[Block | None]:
    """Group what is coming by its first day in the host's calendar; the undated stand last."""
    ordered = sorted(coming, key=_order)
    left_out = len(ordered) - MOST
    groups = [_group(heading, events) for heading, events in groupby(ordered[:MOST], _day)]
    return [*groups, paragraph(f"And {left_out} more later on." if left_out > 0 else None)]


def _group(heading: str, events: Iterable[EventSummary]) -> Block | None:
    return bullets((_in_group(one, heading) for one in events), heading)


def _in_group(summary: EventSummary, heading: str) -> Text:
    """Say an event beneath its day, without the day where that is all there is to say."""
    dates = summary.dates
    only_the_day = heading != UNDATED and dates.start_at is None and dates.end is None
    return summary_text(summary, dated=not only_the_day)


def _day(summary: EventSummary) -> str:
    first = summary.dates.first_day
    return day_words(first) if first is not None and _has_day(summary) else UNDATED


def _has_day(summary: EventSummary) -> bool:
    return summary.precision is Precision.DAY and not summary.dates.approximate


def _order(summary: EventSummary) -> tuple[bool, date, datetime]:
    dates = summary.dates
    return not _has_day(summary), dates.first_day or date.max, dates.begins or _LATEST


def _changed(one: Changed) -> Text:
    summary, changes = one
    told = [change_line(change) for change in telling(changes)]
    more = [f"and {len(told) - MOST_CHANGES} more"] if len(told) > MOST_CHANGES else []
    news = "; ".join([*told[:MOST_CHANGES], *more]) or "now on record"
    return (f"{summary.title}: {news} [{summary.id}]",)
