"""Who says what about whom: each claim with its claimant, and what denies it right beneath."""

from bot.cards.card import Card, Text, Tone
from bot.cards.listing import shortfall
from bot.cards.parts import blocks, bullets, paragraph
from bot.cards.wording import edtf_words, origin_words
from bot.domain.answers import ClaimAnswer, Listing
from bot.domain.claims import Stance
from bot.domain.sources import Standing

_VERBS = {
    Stance.ASSERTED: "asserted",
    Stance.DENIED: "denies",
    Stance.CONCLUDED: "concluded",
    Stance.STATED: "stated",
    Stance.PLEDGED: "pledged",
    Stance.DEMANDED: "demanded",
    Stance.ASSESSED: "assessed",
    Stance.DECLINED: "declined to comment",
}
_UNDER = "↳ "
_PLAIN_STANDINGS = frozenset({Standing.REPORTED, Standing.CONFIRMED, Standing.ANNOUNCED})


def claims_card(listing: Listing[ClaimAnswer], about: str | None) -> Card:
    """List claims; a denial stands beneath what it denies, and neither hides the other."""
    lines = claim_lines(listing.items)
    return Card(
        tone=Tone.ANSWER,
        heading=f"Claims about {about}" if about else "Claims",
        blocks=blocks(
            paragraph(listing.interpretation),
            bullets(lines) or paragraph("No claims are on record here."),
            shortfall(listing),
        ),
    )


def claim_card(claim: ClaimAnswer) -> Card:
    """Tell one claim or denial that came in."""
    return Card(
        tone=Tone.NEWS,
        heading=f"{claim.claimant_name} {_VERBS[claim.stance]}",
        blocks=blocks(paragraph(claim_line(claim))),
        reference=claim.id,
    )


def claim_lines(claims: tuple[ClaimAnswer, ...]) -> list[Text]:
    """Return a line for each claim, its denials following it."""
    known = {one.id for one in claims}
    lines: list[Text] = []
    for claim in claims:
        if claim.denies in known:
            continue  # it stands beneath its claim
        lines.append((claim_line(claim),))
        denials = [one for one in claims if one.denies == claim.id]
        lines += [(_UNDER + _denial(one),) for one in denials]
        if not denials and claim.denied_by:
            lines.append((f"{_UNDER}denied: see {', '.join(claim.denied_by)}",))
    return lines


def claim_line(claim: ClaimAnswer) -> str:
    """Say one claim: "Ukraine asserted: … (January 2024; Reuters, via Wire story)"."""
    verb = _VERBS[claim.stance]
    return f"{claim.claimant_name} {verb}: {claim.proposition.rstrip('.')} ({_whence(claim)})"


def _denial(claim: ClaimAnswer) -> str:
    return f"{claim.claimant_name} denies this: {claim.proposition.rstrip('.')} ({_whence(claim)})"


def _whence(claim: ClaimAnswer) -> str:
    """Say when it was said, whose word that is, and how sure it is that it was said."""
    parts = [edtf_words(claim.date)] if claim.date else []
    parts.append(origin_words(claim.outlet, claim.origin))
    if claim.standing not in _PLAIN_STANDINGS:
        parts.append(str(claim.standing))
    return "; ".join(parts)
