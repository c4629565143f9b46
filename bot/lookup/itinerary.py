"""Who travels where with an event, as far as a warrant is concerned. Pure: it asks no database."""

from collections.abc import Sequence
from datetime import date

from bot.domain.edtf import Precision
from bot.domain.events import Event, EventStatus, Mode, Role, Subtype
from bot.domain.exposure import pick_warrant
from bot.domain.warrants import InstrumentStatus, LegalInstrument

TRAVELLERS = (Role.VISITOR, Role.ATTENDEE)
_NOBODY_TRAVELS = (EventStatus.CANCELLED, EventStatus.POSTPONED, EventStatus.MOVED_ONLINE)
_PRECISE_ENOUGH = (Precision.DAY, Precision.MONTH)


def can_expose(event: Event) -> bool:
    """Whether somebody may travel to it, to a state and at a time that are known."""
    precise = event.dates.precision in _PRECISE_ENOUGH
    return event.status not in _NOBODY_TRAVELS and precise and bool(host_state(event))


def host_state(event: Event) -> str:
    """Return the code of the state in which an event is; empty where it is not known."""
    return (event.place.country if event.place else None) or ""


def travellers(event: Event, only: str | None = None) -> tuple[str, ...]:
    """Return who comes in person from elsewhere; `only` this one, if given."""
    there = [one.actor for one in event.having(*TRAVELLERS) if one.mode is Mode.IN_PERSON]
    return tuple(one for one in dict.fromkeys(there) if only in (None, one))


def days(event: Event) -> tuple[date, date]:
    """Return the first and the last day of an event that `can_expose`."""
    first = event.dates.first_day
    if first is None:
        raise ValueError(f"{event.id} has no date")
    return first, event.dates.last_day or first


def leg_fields(event: Event) -> dict[str, object]:
    """Return what an answer about the days of an event says of the event itself."""
    return {
        "event": event.id,
        "leg": event.leg,
        "transit": event.subtype is Subtype.TRANSIT,
        "last": days(event)[1],
    }


def pending_instrument(
    instruments: Sequence[LegalInstrument], first: date, last: date
) -> LegalInstrument | None:
    """Return the instrument that hangs over its subject in a stretch of days; none if none does.

    What was withdrawn, executed or ended in any other way by then is nothing to warn of.
    """
    for day in (first, last):
        picked = pick_warrant(tuple(instruments), day)
        if picked is None:
            continue
        if picked.warrant_on(day) is not False or picked.status is InstrumentStatus.PENDING:
            return picked
    return None


def instrument_on(instruments: Sequence[LegalInstrument], on: date) -> LegalInstrument | None:
    """Return what the world knew of on a day, else what was, or may have been, in force unknown."""
    held = {one.id: one.warrant_on(on) for one in instruments}
    unknown_then = sorted(
        (one for one in instruments if held[one.id] is not False),
        key=lambda one: held[one.id] is None,
    )
    return pick_warrant(tuple(instruments), on) or next(iter(unknown_then), None)
