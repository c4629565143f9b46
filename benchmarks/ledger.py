"""The rows of made-up events, by hand: a million through the store would take an hour.

`compare` sees to it that they are those that the store would have written.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from benchmarks.affairs import Document
from benchmarks.bulk import Row
from bot.domain.cadence import presumed_end, presumed_start
from bot.domain.countries import country_name, fold
from bot.domain.dates import Dates, anchor
from bot.domain.events import Event
from bot.domain.named import country_mark, event_names
from bot.domain.revision import first_notice
from bot.domain.words import words
from bot.store import events
from bot.store.tables import LONG

RECORDED = datetime(2025, 5, 1, tzinfo=UTC)

_REVISION: Row = first_notice(
    Event(id="blank", kind="other", title="Blank", certainty="eos5", standing="reported"),
    by="bench", source=None, at=RECORDED,
).model_dump(mode="json")  # fmt: skip


def event_row(document: Document) -> Row:
    """Return the row of an event."""
    place, planned = document["place"], document["planned"]
    zone = place["zone"] if place else None
    dates = Dates.model_construct(**planned | {"zone": zone})
    first, last = dates.first_day, dates.last_day
    found = anchor(dates)
    return {
        "id": document["id"],
        "revision": 1,
        "kind": document["kind"],
        "status": document["status"],
        "country": place["country"] if place else None,
        "city": place["city"] if place else None,
        "broader": document["broader"],
        "folded_title": " ".join(map(_folded, document["title"].split())),
        "first_day": first,
        "last_day": last,
        "lasting": first is None or last is None or last - first > LONG,
        "anchor_at": found.instant if found else None,
        "presumed_start_at": presumed_start(dates),
        "presumed_end_at": presumed_end(dates),
        "revised_at": RECORDED - timedelta(seconds=int(document["id"].rpartition("-")[2])),
        "document": document,
    }


def revision_row(row: Row) -> Row:
    """Return the row of the event's only revision."""
    at = row["revised_at"]
    said = at.isoformat().replace("+00:00", "Z")
    document = _REVISION | {"at": said, "event": row["document"]}
    return {"event_id": row["id"], "number": 1, "at": at, "document": document}


def part_rows(row: Row) -> Iterator[Row]:
    """Yield the rows that say who takes part."""
    shared = ("kind", "status", "country", "first_day", "last_day", "lasting")
    of_event = {name: row[name] for name in shared}
    for actor, role in sorted(
        {(one["actor"], one["role"]) for one in row["document"]["participants"]}
    ):
        yield {"event_id": row["id"], **of_event, "actor_id": actor, "role": role}


def named(row: Row) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names of an event as they are said, with their words."""
    said = row["document"]["title"].split()
    title, own = [one for word in said for one in _words(word)], row["id"].split("-")
    found = {*title, row["kind"], *own}
    if row["country"]:
        found |= {*_words(row["city"]), *_country(row["country"])}
    found.add(str(row["first_day"].year))
    yield " ".join(title), frozenset(found)
    yield " ".join(own), frozenset()


@cache
def _country(code: str) -> frozenset[str]:
    return frozenset((*words(country_name(code)), country_mark(code)))


@cache
def _words(text: str) -> tuple[str, ...]:
    return words(text)


@cache
def _folded(word: str) -> str:
    return fold(word)


def compare(row: Row) -> None:
    """Raise if the rows of an event are not those of the store."""
    event = Event.model_validate(row["document"])
    theirs = events.event_columns(event, row["revised_at"])
    ours = {name: theirs[name] for name in row}
    found = {(" ".join(one.said), one.words) for one in event_names(event)}
    parts = [*events.part_columns(event)]
    if ours != row or found != {*named(row)} or parts != [*part_rows(row)]:
        raise RuntimeError(f"the bench writes {row} where the store writes {ours}")
