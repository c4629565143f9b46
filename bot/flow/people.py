"""Who is named in a title: persons on record, by their full name, and nobody by a guess."""

from bot.archives.naming import listed
from bot.domain.actors import ActorKind
from bot.domain.events import Event, EventKind, Participant, Role
from bot.domain.named import Sort
from bot.domain.words import words
from bot.store import facts, finding
from bot.store.database import Session

_LONGEST, _SHORTEST = 4, 2
"""Words of a name; a single one, such as a surname, is nobody's alone."""
_MANY = 5


async def with_people(session: Session, event: Event) -> tuple[Event, list[str]]:
    """Return an event with the persons whom its title names, and what was made of the names."""
    said = words(event.title)
    role = Role.VISITOR if event.kind is EventKind.VISIT else Role.ATTENDEE
    people: dict[str, str] = {}
    remarks: list[str] = []
    taken: set[int] = set()
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        for start in range(len(said) - length + 1):
            span = set(range(start, start + length))
            if span & taken:
                continue
            found = await _named(session, said[start : start + length])
            if len(found) == 1:
                people |= found
                taken |= span
            elif found:
                remarks.append(f"{' '.join(said[start : start + length])!r} may be "
                               f"{listed(sorted(found))}: nobody is put down for it")  # fmt: skip
    parts = [
        Participant(actor=one, role=role, standing=event.standing, note="Named in the title")
        for one in people
    ]
    remarks += [f"names {name} ({one})" for one, name in people.items()]
    return event.model_copy(update={"participants": tuple(parts)}), remarks


async def _named(session: Session, name: tuple[str, ...]) -> dict[str, str]:
    found = await finding.same(session, Sort.ACTOR, "".join(name), _MANY)
    actors = await facts.actors(session, found) if found else {}
    return {key: one.name for key, one in actors.items() if one.kind is ActorKind.PERSON}
