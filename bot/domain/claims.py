"""Who says what about whom, and who denies it. A denial points at its claim; both stay."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from bot.domain.edtf import Edtf
from bot.domain.record import Line, Prose, Record, Slug
from bot.domain.sources import Standing


class Stance(StrEnum):
    """How the claimant stands to the proposition."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONCLUDED = "concluded"
    """Found after an inquiry."""
    STATED = "stated"
    """A statement of policy or opinion, with nobody accused."""
    PLEDGED = "pledged"
    DEMANDED = "demanded"
    ASSESSED = "assessed"
    """An expert's view."""
    DECLINED = "declined-to-comment"


class Claim(Record):
    """One assertion, denial or statement by one claimant."""

    id: Slug
    claimant: Slug
    about: tuple[Slug, ...] = ()
    """Who is accused or concerned."""
    proposition: Prose
    """What is said, in our words."""
    stance: Stance
    denies: Slug | None = None
    """The claim that it denies."""
    date: Edtf | None = None
    """When it was said, as precisely as known."""
    wording: Line | None = None
    """The words of the source for the date."""
    outlet: Line
    """Who published it."""
    origin: Line | None = None
    """Whom the outlet had it from."""
    standing: Standing = Standing.REPORTED
    """How sure it is that it was said."""
    events: tuple[Slug, ...] = ()
    sources: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _denial_points_at_claim(self) -> Self:
        if self.denies is not None and self.stance is not Stance.DENIED:
            raise ValueError("only a claim with the stance 'denied' may name what it denies")
        return self
