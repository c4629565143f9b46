import io
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from adapters.console.outside import harmless
from adapters.console.reader import Reader, moment_words
from adapters.console.render import (
    HEADING_LIMIT,
    ITEMS_LIMIT,
    TEXT_LIMIT,
    channel_title,
    panel,
    plain_text,
)
from bot.cards.card import Bullets, Card, Fact, Facts, Moment, Paragraph, Tone

NOW = datetime(2024, 6, 17, 11, tzinfo=UTC)
LANDING = datetime(2024, 6, 18, 17, 22, tzinfo=UTC)
LONDON, PYONGYANG = "Europe/London", "Asia/Pyongyang"

MISCHIEF = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\r\n\t\x00\x9b\u202e\u2066\u200b\ufeff\ud800[]/:"),
    ),
    max_size=80,
)


def printed(card, zone=LONDON, *, colour=False):
    page = io.StringIO()
    Console(
        file=page, width=100, force_terminal=colour, color_system="standard" if colour else None
    ).print(panel(card, "#desk", zone, NOW))
    return page.getvalue()


def card_of(text):
    return Card(
        Tone.NEWS,
        text,
        (Paragraph((text,)), Facts((Fact(text, (text,)),)), Bullets(((text, text),), text)),
        sources=(text,),
        reference=text,
    )


@pytest.mark.parametrize(
    ("moment", "zone", "said"),
    [
        (
            Moment(LANDING, PYONGYANG),
            LONDON,
            "Wed 19 Jun 02:22 in Pyongyang (Tue 18 Jun 18:22 here)",
        ),
        (Moment(LANDING, PYONGYANG), PYONGYANG, "Wed 19 Jun 02:22"),
        (Moment(LANDING, PYONGYANG), "Asia/Seoul", "Wed 19 Jun 02:22 here and in Pyongyang"),
        (Moment(LANDING), LONDON, "Tue 18 Jun 18:22"),
        (
            Moment(LANDING, "Asia/Ho_Chi_Minh"),
            "No/Where",
            "Wed 19 Jun 00:22 in Ho Chi Minh (Tue 18 Jun 17:22 here)",
        ),
    ],
)
def test_a_moment_is_said_by_both_clocks(moment, zone, said):
    assert moment_words(moment, Reader(zone, year=2024)) == said


def test_a_moment_of_another_year_says_so():
    assert moment_words(Moment(LANDING), Reader(LONDON, year=2025)) == "Tue 18 Jun 2024 18:22"


def test_the_title_names_the_channel_and_its_time():
    assert channel_title("#desk", LONDON, NOW) == "#desk · Mon 17 Jun 12:00 BST"
    assert channel_title("#hanoi", "Asia/Ho_Chi_Minh", NOW) == "#hanoi · Mon 17 Jun 18:00 UTC+07"


def test_a_card_is_a_panel_with_all_its_parts():
    card = Card(
        Tone.CHANGE,
        "New dates: a visit",
        (
            Facts((Fact("Dates", ("beginning ", Moment(LANDING, PYONGYANG))),)),
            Paragraph(("No report yet.",)),
            Bullets((("A claim",), ("↳ its denial",)), "Claims"),
        ),
        sources=("Reuters",),
        reference="a-visit",
    )
    lines = [line.strip("│╭╰╮╯─ ") for line in printed(card).splitlines()]
    assert lines == [
        "#desk · Mon 17 Jun 12:00 BST",
        "New dates: a visit",
        "Dates beginning Wed 19 Jun 02:22 in Pyongyang (Tue 18 Jun 18:22 here)",
        "No report yet.",
        "Claims:",
        "• A claim",
        "↳ its denial",
        "— Reuters",
        "a-visit",
    ]
    assert plain_text(card, LONDON).splitlines() == [
        "New dates: a visit",
        "Dates: beginning Wed 19 Jun 02:22 in Pyongyang (Tue 18 Jun 18:22 here)",
        "No report yet.",
        "Claims:",
        "• A claim",
        "↳ its denial",
        "— Reuters",
    ]


def test_markup_of_the_terminal_library_is_text():
    card = card_of("[bold red]boo[/] [link=http://evil]x[/link] :smile:")
    assert "[bold red]boo[/] [link=http://evil]x[/link] :smile:" in printed(card)


def test_escapes_and_overrides_are_shown_and_not_obeyed():
    card = card_of("safe\x1b[2J\x1b]0;owned\x07 \u202egnp.exe zero\u200bwidth\nnext")
    said = "safe␛[2J␛]0;owned␇ \ufffdgnp.exe zerowidth next"
    assert said in printed(card)
    assert plain_text(card, LONDON).startswith(said)


@given(MISCHIEF)
def test_no_text_from_outside_reaches_the_terminal_as_a_command(text):
    card = card_of(text)
    for page in (printed(card), plain_text(card, LONDON)):
        kinds = {unicodedata.category(one) for one in page if one != "\n"}
        assert not kinds & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
        page.encode()
    assert printed(card, colour=True).count("\x1b[2J") == 0


@given(st.text(max_size=60), st.integers(1, 20))
def test_text_is_cut_visibly_and_never_longer_than_its_limit(text, limit):
    kept = harmless(text, limit)
    assert len(kept) <= limit
    assert harmless(kept, limit) == kept
    if len(harmless(text, 1000)) > limit:
        assert kept.endswith("…")


def test_overlong_parts_are_cut():
    card = card_of("x" * 9000)
    lines = plain_text(card, LONDON).splitlines()
    assert len(lines[0]) == HEADING_LIMIT
    assert lines[0].endswith("…")
    assert len(lines[1]) == TEXT_LIMIT
    many = Card(Tone.NEWS, "Many", (Bullets((("x",),) * (ITEMS_LIMIT + 30)),))
    assert plain_text(many, LONDON).count("• x") == ITEMS_LIMIT
    assert "30 more" in plain_text(many, LONDON)
    assert "30 more" in printed(many)


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_has_a_colour(tone):
    assert "\x1b[" in printed(Card(tone, "News"), colour=True)
