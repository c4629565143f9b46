"""What a query may mean, and when it is sure enough to be taken at its word."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.lookup.likeness import Fit

LIMIT = 8

SCORES = {
    Fit.MISSPELT: 50.0, Fit.SLIP: 60.0, Fit.BEGINNINGS: 70.0, Fit.WORDS: 85.0, Fit.SAME: 100.0,
}  # fmt: skip


CLEAR = SCORES[Fit.BEGINNINGS]
"""From which score on something was typed rightly, if not in full."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a query may mean."""

    id: str
    name: str
    score: float
    """Of 100."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What a query may mean: one thing, one of several, or nothing but these come near it."""

    best: Match | None = None
    others: tuple[Match, ...] = ()
    """Where the query does not decide, all that it may mean; else what fits less well."""
    nearest: tuple[Match, ...] = ()


def scores(fits: Mapping[str, Fit]) -> dict[str, float]:
    """Return what a fit is worth, by id."""
    return {one: SCORES[how] for one, how in fits.items()}


def decide(shown: tuple[Match, ...], *, open_name: bool = False) -> Matches:
    """Take the first if it alone fits that well; else offer all that do."""
    alike = tuple(one for one in shown if one.score == shown[0].score)
    if len(alike) == 1 and not open_name:
        return Matches(best=shown[0], others=shown[1:])
    return Matches(others=alike)
