"""Earlier visits of warrant subjects, with what happened and what a court found of it.

What others argued, such as immunity of a head of state or Art. 98, is kept as their argument, and
what the court ruled as the court's ruling: nothing here is law decided by Dragoman.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from bot.domain.countries import CountryCode
from bot.domain.edtf import Edtf, span
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing


class Conduct(StrEnum):
    """What became of the subject there."""

    NOT_ARRESTED = "not-arrested"
    ARRESTED = "arrested"
    RELEASED = "released"
    """Arrested, and set free again."""


class Ruling(Record):
    """What a court found of a visit, in our words."""

    on: Edtf
    text: Prose


class Argument(Record):
    """What somebody argued about the law; it is theirs."""

    by: Line
    on: Edtf | None = None
    """When it was argued; without it, it counts as known from the visit on."""
    text: Prose


class Precedent(Record):
    """A visit of a warrant's subject to a state that lies behind, and what came of it."""

    id: Slug
    subject: Slug
    state: CountryCode
    on: Edtf
    """The first day of the visit."""
    until: Edtf | None = None
    conduct: Conduct
    rulings: tuple[Ruling, ...] = ()
    arguments: tuple[Argument, ...] = ()
    note: Prose | None = None
    standing: Standing = Standing.REPORTED
    sources: tuple[Slug, ...] = ()

    def known_by(self, day: date) -> Self | None:
        """Return it as it was known on `day`: later rulings are left out; none before the visit."""
        if span(self.until or self.on).last > day:
            return None
        rulings = tuple(one for one in self.rulings if span(one.on).last <= day)
        arguments = tuple(
            one for one in self.arguments if one.on is None or span(one.on).last <= day
        )
        return self.model_copy(update={"rulings": rulings, "arguments": arguments})
