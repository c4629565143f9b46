"""Checking that whatever one file names is defined somewhere, and only once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process

from bot.domain.bundle import Bundle, EventChange, SeedFile
from bot.domain.events import Event, Participant
from bot.flow.seedfile import Location, Problem, Seed

_NEAR = 75
_NEEDED_AT_ONCE = ("actor", "channel")
"""What the tables refer to: it must be there before what names it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An id that stands somewhere in a file: of what kind, and where."""

    kind: str
    id: str
    location: Location


def defined(content: SeedFile) -> Iterator[Mention]:
    """Yield what a file defines. A warrant, claim or source is of its section's kind."""
    for where, bundle in _bundles(content):
        for section, kind in (
            ("sources", "source"), ("actors", "actor"), ("events", "event"),
            ("warrants", "warrant"), ("claims", "claim"), ("channels", "channel"),
            ("subscriptions", "subscription"), ("courts", "court rule"),
            ("precedents", "precedent"),
        ):  # fmt: skip
            for number, one in enumerate(getattr(bundle, section)):
                yield Mention(kind, one.id, (*where, section, number, "id"))
        for number, status in enumerate(bundle.treaties):
            mark = f"{status.treaty}/{status.state}"
            yield Mention("treaty status", mark, (*where, "treaties", number, "state"))
    for number, item in enumerate(content.wire):
        yield Mention("wire item", item.id, ("wire", number, "id"))


def mentioned(content: SeedFile) -> Iterator[Mention]:
    """Yield every reference of a file to something that must be defined."""
    for number, item in enumerate(content.wire):
        if item.source:
            yield Mention("source", item.source, ("wire", number, "source"))
    for where, bundle in _bundles(content):
        yield from _facts(where, bundle)
        for number, event in enumerate(bundle.events):
            yield from _event((*where, "events", number), event)
        for number, change in enumerate(bundle.changes):
            yield from _change((*where, "changes", number), change)


def _bundles(content: SeedFile) -> Iterator[tuple[Location, Bundle]]:
    yield (), content
    for number, item in enumerate(content.wire):
        yield ("wire", number), item


def _facts(where: Location, bundle: Bundle) -> Iterator[Mention]:
    plain = {
        "occupancies": {"holder": "actor", "post": "actor"},
        "courts": {"id": "actor"},
        "precedents": {
            "subject": "actor",
            "warrant": "warrant",
            "event": "event",
            "arguments": "claim",
        },
        "warrants": {"court": "actor", "subject": "actor"},
        "claims": {"claimant": "actor", "about": "actor", "denies": "claim", "events": "event"},
        "subscriptions": {"channel": "channel"},
    }
    for section in dict.fromkeys(("actors", "treaties", *plain)):
        fields = plain.get(section, {}) | {"sources": "source"}
        for number, one in enumerate(getattr(bundle, section)):
            for field, kind in fields.items():
                yield from _ids(kind, getattr(one, field, None), (*where, section, number, field))
    for number, warrant in enumerate(bundle.warrants):
        for turn, step in enumerate(warrant.history):
            place = (*where, "warrants", number, "history", turn, "sources")
            yield from _ids("source", step.sources, place)
    for number, precedent in enumerate(bundle.precedents):
        for turn, finding in enumerate(precedent.findings):
            place = (*where, "precedents", number, "findings", turn)
            yield Mention("actor", finding.by, (*place, "by"))
            yield from _ids("source", finding.sources, (*place, "sources"))


def _ids(kind: str, value: str | tuple[str, ...] | None, where: Location) -> Iterator[Mention]:
    if isinstance(value, str):
        yield Mention(kind, value, where)
    elif value:
        for number, one in enumerate(value):
            yield Mention(kind, one, (*where, number))


def _event(where: Location, event: Event) -> Iterator[Mention]:
    yield from _ids("event", event.broader, (*where, "broader"))
    yield from _ids("source", event.sources, (*where, "sources"))
    yield from _people(where, event.participants)
    if event.tally:
        yield from _ids("source", event.tally.sources, (*where, "tally", "sources"))
    for section in ("agenda", "outcomes", "details"):
        for number, detail in enumerate(getattr(event, section)):
            yield from _ids("source", detail.sources, (*where, section, number, "sources"))


def _people(where: Location, people: Iterable[Participant]) -> Iterator[Mention]:
    for number, one in enumerate(people):
        yield Mention("actor", one.actor, (*where, "participants", number, "actor"))
        place = (*where, "participants", number, "represented_by")
        yield from _ids("actor", one.represented_by, place)


def _change(where: Location, change: EventChange) -> Iterator[Mention]:
    yield Mention("event", change.event, (*where, "event"))
    yield from _people((*where, "add"), change.add.participants)
    yield from _ids("source", change.add.sources, (*where, "add", "sources"))
    for section in ("agenda", "outcomes", "details"):
        for number, detail in enumerate(getattr(change.add, section)):
            yield from _ids("source", detail.sources, (*where, "add", section, number, "sources"))


def twice_defined(seeds: Iterable[Seed]) -> list[Problem]:
    """Return a problem for each id that is defined a second time."""
    first: dict[tuple[str, str], Problem] = {}
    problems = []
    for seed in seeds:
        for one in defined(seed.content):
            here = seed.problem(one.location, "")
            there = first.setdefault((one.kind, one.id), here)
            if there is not here:
                message = (
                    f"the {one.kind} {one.id!r} is defined already at {there.file}:{there.line}"
                )
                problems.append(seed.problem(one.location, message))
    return sorted(problems, key=lambda one: (str(one.file), _line(one)))


def too_early(seed: Seed) -> list[Problem]:
    """Return a problem for each actor or channel that a file names before it defines it.

    The background comes first, then the wire's items in the order in which they became known.
    """
    wire = seed.content.wire
    in_time = sorted(range(len(wire)), key=lambda number: wire[number].at)
    turns: dict[Location, int] = {("wire", number): turn for turn, number in enumerate(in_time, 1)}
    where = {(one.kind, one.id): one.location for one in defined(seed.content)}
    problems = []
    for one in mentioned(seed.content):
        there = where.get((one.kind, one.id))
        if one.kind not in _NEEDED_AT_ONCE or there is None:
            continue
        if turns.get(there[:2], 0) > turns.get(one.location[:2], 0):
            line = seed.problem(there, "").line
            later = f"defined only later, at {seed.path}:{line}"
            message = f"found {one.id!r}, but that {one.kind} is {later}"
            problems.append(seed.problem(one.location, message))
    return sorted(problems, key=_line)


def _line(problem: Problem) -> int:
    return problem.line or 0


def undefined(seed: Seed, known: dict[str, set[str]]) -> list[Problem]:
    """Return a problem for each id that a file names and nobody defines.

    `known` holds the ids of each kind: those of all files at hand and of the database.
    """
    problems = []
    for one in mentioned(seed.content):
        ids = known.get(one.kind, set())
        if one.id not in ids:
            near = process.extractOne(one.id, ids, score_cutoff=_NEAR)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            message = f"found {one.id!r}, but no {one.kind} has that id{hint}"
            problems.append(seed.problem(one.location, message))
    return sorted(problems, key=_line)
