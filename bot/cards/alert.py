"""What a channel is told when an event becomes known, changes, begins or ends, in a few lines."""

from bot.cards.card import Block, Card, Facts, Text
from bot.cards.changes import ARROW, change_line, telling
from bot.cards.exposure import exposure_lines
from bot.cards.language import date_words
from bot.cards.leads import FIRM, TONES, lead
from bot.cards.parts import blocks, bullets, facts, paragraph, said, summary_text
from bot.cards.people import absent, faces, person_words
from bot.cards.times import NO_DATE, dates_text, days_words, plan_not_kept
from bot.cards.wording import (
    detail_line,
    place_words,
    source_lines,
    tally_line,
    titled,
)
from bot.domain.alerts import AlertKind
from bot.domain.answers import ChangeAnswer, EventAnswer
from bot.domain.events import Certainty, EventStatus

MOST = 3
"""Lines of one list: a desk reads an alert in five seconds, the rest is a look-up away."""
MOST_SOURCES = 2
"""The newest; an event's sources stand in the order in which they came."""
MOST_LEGS = 6
"""A trip of more stops than this is read in full with a look-up."""

_OVER = frozenset({AlertKind.CANCELLED, AlertKind.POSTPONED})
"""Where neither likelihood nor an obligation matters until there is a new date."""
_SAID_BY_HEADING = frozenset({"dates", "status"})
_SAID_ALREADY = {
    AlertKind.CHANGED: frozenset({"dates"}),
    AlertKind.UNDER_WAY: _SAID_BY_HEADING | {"took place", "certainty"},
    AlertKind.CONCLUDED: _SAID_BY_HEADING | {"took place", "certainty", "outcome"},
    AlertKind.CANCELLED: _SAID_BY_HEADING | {"certainty"},
    AlertKind.POSTPONED: _SAID_BY_HEADING | {"certainty"},
    AlertKind.DATES_KNOWN: _SAID_BY_HEADING | {"agenda", "outcome"},
    AlertKind.REINSTATED: _SAID_BY_HEADING | {"agenda", "outcome"},
}
"""Fields that the heading or another block of the card tells."""
_TELLS_AIMS = frozenset({AlertKind.ANNOUNCED, AlertKind.DATES_KNOWN, AlertKind.REINSTATED})


_KIND_OF_STATE = {
    EventStatus.SCHEDULED: AlertKind.ANNOUNCED,
    EventStatus.RESCHEDULED: AlertKind.RESCHEDULED,
    EventStatus.POSTPONED: AlertKind.POSTPONED,
    EventStatus.CANCELLED: AlertKind.CANCELLED,
    EventStatus.MOVED_ONLINE: AlertKind.CHANGED,
    EventStatus.UNDER_WAY: AlertKind.UNDER_WAY,
    EventStatus.OCCURRED: AlertKind.CONCLUDED,
}


def state_card(answer: EventAnswer) -> Card:
    """Show an event as it stands: what the first message about it says from then on."""
    return alert_card(_KIND_OF_STATE[answer.status], answer, ())


def alert_card(
    kind: AlertKind,
    answer: EventAnswer,
    changes: tuple[ChangeAnswer, ...],
    *,
    late: bool = False,
    by_schedule: bool = False,
) -> Card:
    """Say what is new about one event.

    `changes` are those of the revision that is told. `by_schedule`: nobody reported that it began
    or ended, only its time has come. `late`: it could not be said when it was due.
    """
    words, remark = lead(kind, answer.standing, by_schedule=by_schedule)
    return Card(
        tone=TONES[kind],
        heading=f"{words}: {titled(answer.title, answer.place)}",
        blocks=blocks(
            paragraph(remark), _facts(kind, answer, changes), *_lists(kind, answer, changes),
            paragraph("This message comes late: it was due earlier." if late else None),
        ),
        sources=source_lines(answer.sources[::-1], MOST_SOURCES),
        reference=answer.id,
    )  # fmt: skip


def _sureness(kind: AlertKind, answer: EventAnswer) -> str | None:
    """Say what limits the news: how sure it is, and how likely what is ahead."""
    ahead = kind not in _OVER and answer.status not in (EventStatus.UNDER_WAY, EventStatus.OCCURRED)
    marks = [] if answer.standing in FIRM else [str(answer.standing)]
    if ahead and answer.certainty not in (Certainty.CERTAIN, Certainty.PLANNED_ONLY):
        marks.append(answer.certainty_label)
    return "; ".join(marks)


def _facts(kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> Facts | None:
    planned = plan_not_kept(answer)
    return facts(
        said("Dates", _dates(kind, answer, changes)),
        said("Planned", days_words(planned) if planned else None),
        said("Place", place_words(answer.place) if answer.place else None),
        said("Part of", answer.broader_title),
        said("Who", _who(answer)),
        said("Absent", "; ".join(one.name for one in absent(answer.participants)[:MOST])),
        said("Visits", tally_line(answer.tally) if answer.tally else None),
        said("How sure", _sureness(kind, answer)),
    )


def _dates(kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> Text:
    before = _dates_before(answer, changes)
    if kind is AlertKind.POSTPONED:
        return (f"{before} {ARROW} no new date",) if before else ("no new date",)
    if kind is AlertKind.CANCELLED:
        planned = date_words(answer.planned) if answer.planned.start else before
        return (f"had been planned for {planned}",) if planned else (NO_DATE,)
    if before is None or kind in (AlertKind.UNDER_WAY, AlertKind.CONCLUDED):
        return dates_text(answer.dates)
    return (f"{before} {ARROW} ", *dates_text(answer.dates))


def _dates_before(answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> str | None:
    """Return the plan that the told revision replaced; without a diff, the one on record."""
    moved = next((one for one in changes if one.field == "dates"), None)
    if moved is not None:
        return moved.before if moved.before != date_words(answer.dates) else None
    if changes or answer.previously is None:
        return None
    return date_words(answer.previously)


def _who(answer: EventAnswer) -> str:
    people = faces(answer.participants)
    names = [person_words(one.name, one.office) for one in people[:MOST]]
    if len(people) > MOST:
        names.append(f"and {len(people) - MOST} more")
    return "; ".join(names)


def _lists(
    kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]
) -> tuple[Block | None, ...]:
    said_already = _SAID_ALREADY.get(kind, _SAID_BY_HEADING)
    rest = [one for one in telling(changes) if one.field not in said_already]
    diff = map(change_line, rest) if kind is not AlertKind.ANNOUNCED else ()
    legs = (summary_text(leg, reference=False) for leg in answer.legs)
    law = exposure_lines(answer.id, answer.exposures)
    return (
        bullets(diff, "What changed", MOST),
        bullets(legs, "Legs", MOST_LEGS) if kind in _TELLS_AIMS else None,
        bullets(map(detail_line, answer.agenda), "Agenda", MOST) if kind in _TELLS_AIMS else None,
        _outcomes(kind, answer),
        bullets(law, "Warrants") if kind not in _OVER else None,
    )


def _outcomes(kind: AlertKind, answer: EventAnswer) -> Block | None:
    if kind not in _TELLS_AIMS and kind is not AlertKind.CONCLUDED:
        return None
    return bullets(map(detail_line, answer.outcomes), "Outcomes", MOST)
