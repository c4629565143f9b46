"""The answer to "who is this?": office, travel behind and ahead, warrants, claims."""

from collections.abc import Iterator

from bot.cards.card import Block, Card, Facts, Tone
from bot.cards.claims import claim_lines
from bot.cards.exposure import leg_line
from bot.cards.parts import blocks, bullets, counted, facts, paragraph, recorded, said, summary_text
from bot.cards.people import person_words
from bot.cards.precedent import precedent_blocks
from bot.cards.warrant import warrant_line
from bot.cards.wording import edtf_words, reach_words, source_lines
from bot.domain.answers import (
    ActorAnswer,
    ActorCounts,
    EventSummary,
    MetAnswer,
    OfficeAnswer,
)
from bot.domain.countries import country_name
from bot.domain.events import EventKind, EventStatus
from bot.domain.tally import ordinal

MOST_ALIASES = 6
MOST_COUNTRIES = 8
MOST_CLAIMS = 5
MOST_MET = 5


def actor_card(answer: ActorAnswer) -> Card:
    """Say what is known of one actor."""
    return Card(
        tone=Tone.ANSWER,
        heading=person_words(answer.name, answer.office_now),
        blocks=blocks(
            _facts(answer), *_lists(answer), paragraph(answer.note), recorded(answer.as_of)
        ),
        sources=source_lines(answer.sources),
        reference=answer.id,
    )


def _facts(answer: ActorAnswer) -> Facts | None:
    country = country_name(answer.country) if answer.country else None
    aliases = ", ".join(answer.aliases[:MOST_ALIASES])
    return facts(
        said("Kind", answer.kind),
        said("Country", None if answer.years or country == answer.name else country),
        said("A state", answer.years),
        said("After it", ", ".join(one.name for one in answer.successors)),
        said("Also called", aliases),
        said("Next", summary_text(answer.next) if answer.next else None),
        said("Last", summary_text(answer.last) if answer.last else None),
        said("Visits", answer.tally),
        said("On record", _counts(answer.counts)),
        said("Counted", "; ".join(map(reach_words, answer.archives))),
    )


def _counts(counts: ActorCounts) -> str:
    """Say how often the actor appears here; what is not there is left out."""
    parts = [
        counted(counts.events, "event"),
        counted(counts.visits, "visit"),
        f"{counted(counts.claims_made, 'claim')} made",
        f"{counted(counts.claims_about, 'claim')} about",
        f"{counted(counts.claims_denied, 'claim')} denied",
    ]
    return "; ".join(part for part in parts if not part.startswith("0 "))


def _visits(answer: ActorAnswer) -> Iterator[str]:
    """Say how often each country was visited, and when last: "Vietnam: 4, the last 2017"."""
    counts = answer.counts
    ranked = sorted(counts.visits_by_country.items(), key=lambda one: (-one[1], one[0]))
    for code, number in ranked:
        last = counts.last_visits.get(code)
        said = f"{country_name(code)}: {number}" + (
            f", the last {edtf_words(last)}" if last else ""
        )
        if any(_comes(one, code) for one in answer.ahead):
            said += f"; the next is the {ordinal(number + 1)} on record"
        yield said


def _comes(one: EventSummary, country: str) -> bool:
    """Whether it is a visit to a country that has not begun."""
    begun = one.status is EventStatus.UNDER_WAY
    return one.kind is EventKind.VISIT and one.country == country and not begun


def _met(one: MetAnswer) -> str:
    times = "once" if one.times == 1 else f"{one.times} times"
    return f"{one.who.name}: {times}" + (f", last {edtf_words(one.last)}" if one.last else "")


def _met_heading(among: int | None) -> str:
    return f"Met most in the last {among} events" if among else "Met most"


def _lists(answer: ActorAnswer) -> tuple[Block | None, ...]:
    ahead = map(leg_line, answer.exposures)
    idle = f"No travel of {answer.name} ahead is on record here."
    made = [one for one in answer.claims if one.claimant == answer.id and one.denies is None]
    about = [one for one in answer.claims if one not in made]
    return (
        bullets(map(summary_text, answer.ahead[1:]), "Then"),
        bullets(map(summary_text, answer.behind[1:]), "Before"),
        bullets(_visits(answer), "Visits on record", MOST_COUNTRIES),
        bullets(map(_met, answer.met), _met_heading(answer.met_among), MOST_MET),
        bullets(map(_office, answer.offices), "Offices"),
        bullets(map(_office, answer.holders), "Holders"),
        bullets(map(warrant_line, answer.warrants), "Warrants"),
        bullets(ahead, "Travel ahead under a warrant")
        or (paragraph(idle) if answer.warrants else None),
        *precedent_blocks(answer.precedents),
        bullets(claim_lines(tuple(made)), "Claims made", MOST_CLAIMS),
        bullets(claim_lines(tuple(about)), "Claims about them, and denials", MOST_CLAIMS),
    )


def _office(office: OfficeAnswer) -> str:
    """Say an office and when it was held: "President of Russia, 7 May 2012 to now"."""
    title = f"acting {office.title}" if office.acting else office.title
    if office.attested:
        return f"{title}, named so {_attested(office.attested)}"
    start = edtf_words(office.start) if office.start else None
    end = edtf_words(office.end) if office.end else None
    if start is None:
        return f"{title}, until {end}" if end else title
    return f"{title}, {start} to {end}" if end else f"{title}, since {start}"


def _attested(days: tuple[str, ...]) -> str:
    """Say on which days somebody is named by an office: not that it was held in between."""
    first, last = edtf_words(days[0]), edtf_words(days[-1])
    return f"on {first}" if len(days) == 1 else f"{len(days)} times, first {first}, last {last}"
