"""How those who take part are named: with the office of the day, the role, and what is unsure."""

from bot.domain.answers import ParticipantAnswer
from bot.domain.events import Mode, Role
from bot.domain.sources import Standing

_ROLE_ORDER = tuple(Role)


def person_words(name: str, office: str | None) -> str:
    """Name somebody with their office, where one is known and is not the name itself."""
    return f"{name}, {office}" if office and office != name else name


def participant_line(one: ParticipantAnswer) -> str:
    """Say who takes part and how: "Kim Jong Un, President of … (host)"."""
    marks = [str(one.role)] if one.role is not Role.ABSENTEE else []
    if one.represented_by is not None:
        marks.append(f"represented by {one.represented_by.name}")
    elif one.mode is not Mode.IN_PERSON and one.role is not Role.ABSENTEE:
        marks.append(str(one.mode))
    if one.standing not in (Standing.CONFIRMED, Standing.ANNOUNCED):
        marks.append(str(one.standing))
    said = person_words(one.name, one.office)
    if marks:
        said += f" ({', '.join(marks)})"
    return f"{said}: {one.note}" if one.note else said


def present(people: tuple[ParticipantAnswer, ...]) -> tuple[ParticipantAnswer, ...]:
    """Return those who take part, visitors and hosts first."""
    there = [one for one in people if one.role is not Role.ABSENTEE]
    return tuple(sorted(there, key=lambda one: _ROLE_ORDER.index(one.role)))


def faces(people: tuple[ParticipantAnswer, ...]) -> tuple[ParticipantAnswer, ...]:
    """Return those who take part, each once: a host who also invited is named as host."""
    first: dict[str, ParticipantAnswer] = {}
    for one in present(people):
        first.setdefault(one.id, one)
    return tuple(first.values())


def absent(people: tuple[ParticipantAnswer, ...]) -> tuple[ParticipantAnswer, ...]:
    """Return those who declined or stayed away."""
    return tuple(one for one in people if one.role is Role.ABSENTEE)
