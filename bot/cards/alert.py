"""What a channel is told when an event becomes known, changes, begins or ends, in a few lines."""

from bot.cards.card import Block, Card, Facts, Text, Tone
from bot.cards.changes import ARROW, change_line, telling
from bot.cards.parts import blocks, bullets, facts, paragraph, said, summary_text
from bot.cards.people import absent, person_words, present
from bot.cards.times import NO_DATE, dates_text, days_words, plan_not_kept
from bot.cards.wording import (
    detail_line,
    exposure_line,
    place_words,
    source_lines,
    tally_line,
    titled,
)
from bot.domain.alerts import AlertKind
from bot.domain.answers import ChangeAnswer, EventAnswer
from bot.domain.dates import describe

MOST = 3
"""Lines of one list: a desk reads an alert in five seconds, the rest is a look-up away."""
MOST_SOURCES = 2
MOST_LEGS = 6
"""A trip of more stops than this is read in full with a look-up."""

_LEADS = {
    AlertKind.ANNOUNCED: ("Announced", Tone.NEWS),
    AlertKind.DATES_KNOWN: ("Dates now known", Tone.NEWS),
    AlertKind.CHANGED: ("Changed", Tone.CHANGE),
    AlertKind.RESCHEDULED: ("New dates", Tone.CHANGE),
    AlertKind.POSTPONED: ("Postponed", Tone.STOP),
    AlertKind.CANCELLED: ("Cancelled", Tone.STOP),
    AlertKind.REINSTATED: ("On again", Tone.NEWS),
    AlertKind.UNDER_WAY: ("Under way", Tone.NOW),
    AlertKind.CONCLUDED: ("Concluded", Tone.DONE),
}
_BY_SCHEDULE = {
    AlertKind.UNDER_WAY: (
        "Scheduled to be under way",
        "The planned time has come; no report yet that it has begun.",
    ),
    AlertKind.CONCLUDED: (
        "Scheduled dates have passed",
        "The planned time is over; no report yet of how it went.",
    ),
}
_TELLS_AIMS = frozenset({AlertKind.ANNOUNCED, AlertKind.DATES_KNOWN, AlertKind.REINSTATED})


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
    lead, tone = _LEADS[kind]
    remark = None
    if by_schedule and kind in _BY_SCHEDULE:
        lead, remark = _BY_SCHEDULE[kind]
    return Card(
        tone=tone,
        heading=f"{lead}: {titled(answer.title, answer.place)}",
        blocks=blocks(
            paragraph(remark), _facts(kind, answer, changes), *_lists(kind, answer, changes),
            paragraph("This message comes late: it was due earlier." if late else None),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
        reference=answer.id,
    )  # fmt: skip


def _facts(kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> Facts | None:
    planned = plan_not_kept(answer)
    return facts(
        said("Dates", _dates(kind, answer, changes)),
        said("Planned", days_words(planned) if planned else None),
        said("Place", place_words(answer.place) if answer.place else None),
        said("Part of", answer.broader_title),
        said("Who", _who(answer)),
        said("Absent", "; ".join(one.name for one in absent(answer.participants)[:MOST])),
        said("Tally", tally_line(answer.tally) if answer.tally else None),
    )


def _dates(kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> Text:
    before = _dates_before(answer, changes)
    if kind is AlertKind.POSTPONED:
        return (f"{before} {ARROW} no new date",) if before else ("no new date",)
    if kind is AlertKind.CANCELLED:
        planned = describe(answer.planned) if answer.planned.start else before
        return (f"had been planned for {planned}",) if planned else (NO_DATE,)
    if before is None or kind in (AlertKind.UNDER_WAY, AlertKind.CONCLUDED):
        return dates_text(answer.dates)
    return (f"{before} {ARROW} ", *dates_text(answer.dates))


def _dates_before(answer: EventAnswer, changes: tuple[ChangeAnswer, ...]) -> str | None:
    """Return the plan that the told revision replaced; without a diff, the one on record."""
    moved = next((one for one in changes if one.field == "dates"), None)
    if moved is not None:
        return moved.before if moved.before != describe(answer.dates) else None
    if changes or answer.previously is None:
        return None
    return describe(answer.previously)


def _who(answer: EventAnswer) -> str:
    people = present(answer.participants)
    names = [person_words(one.name, one.office) for one in people[:MOST]]
    if len(people) > MOST:
        names.append(f"and {len(people) - MOST} more")
    return "; ".join(names)


def _lists(
    kind: AlertKind, answer: EventAnswer, changes: tuple[ChangeAnswer, ...]
) -> tuple[Block | None, ...]:
    rest = [one for one in telling(changes) if one.field not in ("dates", "status")]
    diff = map(change_line, rest) if kind is not AlertKind.ANNOUNCED else ()
    legs = (summary_text(leg, reference=False) for leg in answer.legs)
    return (
        bullets(diff, "What changed", MOST),
        bullets(legs, "Legs", MOST_LEGS) if kind in _TELLS_AIMS else None,
        bullets(map(detail_line, answer.agenda), "Agenda", MOST) if kind in _TELLS_AIMS else None,
        _outcomes(kind, answer),
        bullets(map(exposure_line, answer.exposures), "Warrants"),
    )


def _outcomes(kind: AlertKind, answer: EventAnswer) -> Block | None:
    if kind not in _TELLS_AIMS and kind is not AlertKind.CONCLUDED:
        return None
    return bullets(map(detail_line, answer.outcomes), "Outcomes", MOST)
