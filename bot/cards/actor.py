"""The answer to "who is this?": office, travel behind and ahead, warrants, claims."""

from bot.cards.card import Block, Card, Facts, Tone
from bot.cards.claims import claim_lines
from bot.cards.parts import blocks, bullets, facts, paragraph, said, summary_text
from bot.cards.people import person_words
from bot.cards.times import day_words
from bot.cards.warrant import warrant_line
from bot.cards.wording import edtf_words, exposure_line, source_lines
from bot.domain.answers import ActorAnswer, ActorCounts, OfficeAnswer
from bot.domain.countries import country_name

MOST_ALIASES = 6
MOST_COUNTRIES = 8
MOST_CLAIMS = 5


def actor_card(answer: ActorAnswer) -> Card:
    """Say what is known of one actor."""
    return Card(
        tone=Tone.ANSWER,
        heading=person_words(answer.name, answer.office_now),
        blocks=blocks(_facts(answer), *_lists(answer), paragraph(answer.note)),
        sources=source_lines(answer.sources),
        reference=answer.id,
    )


def _facts(answer: ActorAnswer) -> Facts | None:
    country = country_name(answer.country) if answer.country else None
    aliases = ", ".join(answer.aliases[:MOST_ALIASES])
    return facts(
        said("Kind", answer.kind),
        said("Country", None if country == answer.name else country),
        said("Also called", aliases),
        said("Next", summary_text(answer.next) if answer.next else None),
        said("Last", summary_text(answer.last) if answer.last else None),
        said("Visits", answer.tally),
        said("On record", _counts(answer.counts)),
    )


def _counts(counts: ActorCounts) -> str:
    """Say how often the actor appears here; what is not there is left out."""
    ranked = sorted(counts.visits_by_country.items(), key=lambda one: (-one[1], one[0]))
    where = ", ".join(f"{country_name(code)} {number}" for code, number in ranked[:MOST_COUNTRIES])
    if len(ranked) > MOST_COUNTRIES:
        where += f", and {len(ranked) - MOST_COUNTRIES} more countries"
    parts = [
        _counted(counts.events, "event"),
        _counted(counts.visits, "visit") + (f" ({where})" if where else ""),
        f"{_counted(counts.claims_made, 'claim')} made",
        f"{_counted(counts.claims_about, 'claim')} about",
        f"{_counted(counts.claims_denied, 'claim')} denied",
    ]
    return "; ".join(part for part in parts if not part.startswith("0 "))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _lists(answer: ActorAnswer) -> tuple[Block | None, ...]:
    ahead = (f"{day_words(one.on)}: {exposure_line(one)}" for one in answer.exposures)
    return (
        bullets(map(_office, answer.offices), "Offices"),
        bullets(map(_office, answer.holders), "Holders"),
        bullets(map(warrant_line, answer.warrants), "Warrants"),
        bullets(ahead, "Travel ahead under a warrant"),
        bullets(claim_lines(answer.claims), "Claims", MOST_CLAIMS),
    )


def _office(office: OfficeAnswer) -> str:
    """Say an office and when it was held: "President of Russia, 7 May 2012 to now"."""
    title = f"acting {office.title}" if office.acting else office.title
    start = edtf_words(office.start) if office.start else None
    end = edtf_words(office.end) if office.end else None
    if start is None:
        return f"{title}, until {end}" if end else title
    return f"{title}, {start} to {end}" if end else f"{title}, since {start}"
