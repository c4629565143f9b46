"""Pages of a long card: everything is on one of them, once, in its order."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Bullets, Card, Fact, Facts, Paragraph, Tone
from bot.cards.pages import LINES, paged

lines = st.text(min_size=1, max_size=200).map(lambda text: (text,))
blocks = st.lists(
    st.one_of(
        lines.map(Paragraph),
        st.builds(
            Bullets,
            st.lists(lines, min_size=1, max_size=40).map(tuple),
            st.sampled_from([None, "A"]),
        ),
        st.builds(
            Facts,
            st.lists(st.builds(Fact, st.just("label"), lines), min_size=1, max_size=40).map(tuple),
        ),
    ),
    max_size=6,
)


def content(card):
    found = []
    for block in card.blocks:
        match block:
            case Paragraph(text):
                found.append(text)
            case Bullets(items, heading):
                found += [(heading, one) for one in items]
            case Facts(items):
                found += items
    return found


@given(blocks=blocks)
def test_all_pages_together_are_the_card(blocks):
    card = Card(Tone.ANSWER, "Long", tuple(blocks))
    _, number = paged(card, 1)
    pages = [paged(card, page + 1)[0] for page in range(number)]
    assert [one for page in pages for one in content(page)] == content(card)
    assert all(len(content(page)) <= LINES for page in pages)


def test_a_short_card_is_its_own_only_page():
    card = Card(Tone.ANSWER, "Short", (Paragraph(("All of it.",)),))
    assert paged(card, 7) == (card, 1)


def test_a_page_says_which_it_is_and_the_last_stands_for_what_lies_beyond():
    card = Card(Tone.ANSWER, "Long", (Bullets(tuple((str(n),) for n in range(50))),))
    last, number = paged(card, 99)
    assert (last.heading, number) == ("Long (3/3)", 3)
    assert content(last)[-1] == (None, ("49",))
