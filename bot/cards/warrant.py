"""Warrants of arrest, summonses and applications: what the court did, when, and what follows."""

from bot.cards.card import Card, Fact, Facts, Tone
from bot.cards.exposure import leg_line
from bot.cards.parts import blocks, bullets, facts, paragraph, said
from bot.cards.precedent import precedent_blocks
from bot.cards.times import day_words
from bot.cards.wording import edtf_words, source_lines
from bot.domain.answers import ExposureAnswer, StepAnswer, WarrantAnswer
from bot.domain.sources import Standing
from bot.domain.warrants import InstrumentKind, InstrumentStatus, StepKind

KIND_WORDS = {
    InstrumentKind.APPLICATION: "Application for a warrant",
    InstrumentKind.ARREST_WARRANT: "Warrant",
    InstrumentKind.SUMMONS: "Summons",
    InstrumentKind.RED_NOTICE: "Red notice",
}
STATUS_WORDS = {
    InstrumentStatus.SEALED: "under seal",
    InstrumentStatus.PENDING: "applied for, no decision known",
    InstrumentStatus.IN_FORCE: "in force",
    InstrumentStatus.EXECUTED: "executed",
    InstrumentStatus.WITHDRAWN: "withdrawn",
    InstrumentStatus.VACATED: "vacated",
    InstrumentStatus.ANNULLED: "annulled",
    InstrumentStatus.INADMISSIBLE: "case inadmissible",
    InstrumentStatus.CLOSED: "case closed",
    InstrumentStatus.TERMINATED_BY_DEATH: "ended by death",
    InstrumentStatus.UNCONFIRMED: "not confirmed by the court",
}
STEP_WORDS = {kind: str(kind).replace("-", " ") for kind in StepKind} | {
    StepKind.REQUESTED: "applied for",
    StepKind.ENDED: "proceedings ended",
}
_OPEN = frozenset({InstrumentStatus.PENDING, InstrumentStatus.IN_FORCE})


def warrant_card(answer: WarrantAnswer) -> Card:
    """Say all that is known of one instrument."""
    return Card(
        tone=Tone.ANSWER,
        heading=f"{KIND_WORDS[answer.kind]}: {answer.subject.name} ({answer.court.name})",
        blocks=blocks(
            _facts(answer),
            bullets(map(step_line, answer.history), "History"),
            *precedent_blocks(answer.precedents),
            paragraph(f"Note: {answer.note}" if answer.note else None),
        ),
        sources=source_lines(answer.sources),
        reference=answer.id,
    )


def warrant_news_card(answer: WarrantAnswer, upcoming: tuple[ExposureAnswer, ...]) -> Card:
    """Tell of an instrument that became public or changed, and of the travel it bears on."""
    ahead = [(leg_line(one),) for one in upcoming]
    return Card(
        tone=Tone.LAW,
        heading=f"{_news(answer)}: {answer.subject.name}",
        blocks=blocks(
            _facts(answer),
            bullets(ahead, "Travel ahead")
            or paragraph(f"No travel of {answer.subject.name} ahead is on record here."),
        ),
        sources=source_lines(answer.sources),
        reference=answer.id,
    )


def _news(answer: WarrantAnswer) -> str:
    kind = KIND_WORDS[answer.kind]
    if answer.status is InstrumentStatus.UNCONFIRMED:
        return f"{kind} reported, {STATUS_WORDS[answer.status]}"
    return f"{kind} made public" if answer.status in _OPEN else (
        f"{kind} {STATUS_WORDS[answer.status]}"
    )  # fmt: skip


def status_words(answer: WarrantAnswer) -> str:
    """Say where an instrument stands, and since when: "in force", "withdrawn, 5 May 2023"."""
    said_status = STATUS_WORDS[answer.status]
    return f"{said_status}, {edtf_words(answer.status_date)}" if answer.status_date else said_status


def warrant_line(answer: WarrantAnswer) -> str:
    """Say an instrument in one line."""
    day = answer.issued or answer.requested
    dated = f", {edtf_words(day)}" if day else ""
    kind = KIND_WORDS[answer.kind]
    return f"{answer.subject.name}: {kind.lower()}{dated} ({status_words(answer)}) [{answer.id}]"


def step_line(step: StepAnswer) -> str:
    """Say one step: "5 May 2023: withdrawn"; how sure, where that is not beyond doubt."""
    day = edtf_words(step.on) if step.on else "Day not known"
    public = f", public {edtf_words(step.public)}" if step.public else ""
    note = f": {step.note.rstrip('.')}" if step.note else ""
    sure = "" if step.standing is Standing.CONFIRMED else f" ({step.standing})"
    return f"{day}: {STEP_WORDS[step.what]}{public}{note}{sure}"


def _then(answer: WarrantAnswer) -> Fact | None:
    """Say where it stood on the day that was asked for."""
    if answer.on is None:
        return None
    then = STATUS_WORDS[answer.status_then] if answer.status_then else "not applied for yet"
    return said(f"On {day_words(answer.on)}", then)


def _facts(answer: WarrantAnswer) -> Facts | None:
    subject = answer.subject.name
    if answer.office_then:
        subject += f", then {answer.office_then}"
    days = (answer.requested, answer.issued, answer.made_public)
    requested, issued, public = (edtf_words(day) if day else None for day in days)
    return facts(
        said("Subject", subject),
        said("Court", answer.court.name),
        said("Situation", answer.situation),
        said("Status", f"{status_words(answer)} ({answer.standing})"),
        _then(answer),
        said("Requested", requested),
        said("Issued", issued),
        said("Made public", public),
        said("Text", "still under seal" if answer.sealed else None),
        said("Charges", answer.charges),
    )
