"""The answer to "what of this country?": who leads it, who comes, and what binds it."""

from bot.cards.card import Card, Tone
from bot.cards.exposure import leg_line
from bot.cards.listing import MOST_SOURCES
from bot.cards.parts import blocks, bullets, facts, paragraph, recorded, said
from bot.cards.precedent import precedent_blocks
from bot.cards.whereabouts import stay_text
from bot.cards.wording import edtf_words, source_lines
from bot.domain.treaties import ROME_STATUTE, UN_CHARTER, Withdrawal
from bot.domain.whereabouts_answers import CountryAnswer, HolderAnswer, TreatyAnswer

MOST_COMING = 12
TREATY_NAMES = {ROME_STATUTE: "Rome Statute", UN_CHARTER: "Charter of the United Nations"}
_WITHDRAWAL_WORDS = {
    Withdrawal.ANNOUNCED: "withdrawal announced, notice not on record",
    Withdrawal.NOTIFIED: "withdrawal notified, not yet in effect",
    Withdrawal.EFFECTIVE: "withdrawal in effect",
    Withdrawal.REVOKED: "notice of withdrawal taken back",
    Withdrawal.UNSETTLED: "withdrawal not settled",
}
_PARTY_WORDS = {True: "state party", False: "not a state party", None: "not known"}


def country_card(answer: CountryAnswer) -> Card:
    """Say what there is to know of a country on a day."""
    treaties = [said(treaty_name(one.treaty), _standing(one)) for one in answer.treaties]
    ahead = map(leg_line, answer.exposures)
    led = bool(answer.leaders or answer.foreign_ministers)
    return Card(
        tone=Tone.ANSWER,
        heading=answer.name,
        blocks=blocks(
            paragraph(answer.interpretation),
            bullets(map(_holder, answer.leaders), "Leaders"),
            bullets(map(_holder, answer.foreign_ministers), "Foreign minister"),
            None if led else paragraph("Who leads it is not on record here."),
            bullets(map(stay_text, answer.here), "There this week")
            or paragraph("Nobody from abroad is on record there this week."),
            bullets(map(stay_text, answer.coming), "Coming", MOST_COMING),
            facts(*treaties) or paragraph("No treaty's list of states is loaded."),
            bullets(ahead, "Visitors under a warrant"),
            *precedent_blocks(answer.precedents),
            recorded(answer.as_of),
        ),
        sources=source_lines(answer.sources, MOST_SOURCES),
        reference=answer.state.id if answer.state else None,
    )


def treaty_name(treaty: str) -> str:
    """Return a treaty's name to print."""
    return TREATY_NAMES.get(treaty, treaty.replace("-", " ").capitalize())


def _holder(one: HolderAnswer) -> str:
    title = f"acting {one.post.name}" if one.acting else one.post.name
    since = f", since {edtf_words(one.start)}" if one.start else ""
    since = f", named so last on {edtf_words(one.named)}" if one.named else since
    return f"{one.who.name}, {title}{since}"


def _standing(one: TreatyAnswer) -> str:
    leaving = f" ({_WITHDRAWAL_WORDS[one.withdrawal]})" if one.withdrawal else ""
    return f"{_PARTY_WORDS[one.party]}{leaving}: {one.reason}"
