"""Whatever comes from outside: it pings nobody, stays on its line, and fits."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.layout.text import CUT, MOST_MARKS, bare, escaped, fit, said
from bot.cards.card import Moment

MOMENT = Moment(datetime(2024, 6, 18, 17, 22, tzinfo=UTC), "Asia/Pyongyang")
NASTY = st.text(
    st.one_of(
        st.sampled_from("*_~`|<>[]()#-+\\@!&:/ \n0123456789.\u202e\u200b\u0301\u05d0\ud800"),
        st.characters(),
    ),
    max_size=200,
)
MENTION = re.compile(r"@(everyone|here)|(?<!\\)<[@#:/ai]")
MARKUP = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|\[\]<]")


@pytest.mark.parametrize(
    ("outside", "shown"),
    [
        ("**bold** and __under__", r"\*\*bold\*\* and \_\_under\_\_"),
        ("# no heading", r"\# no heading"),
        ("-# not small", r"\-# not small"),
        ("- no list", r"\- no list"),
        ("1. no list", r"1\. no list"),
        ("> no quote", r"\> no quote"),
        ("a\n# b", "a # b"),
        ("[click](https://evil.example)", r"\[click\](https://evil.example)"),
        ("||secret||", r"\|\|secret\|\|"),
        ("<@&123456789012345678>", "\\<@\u200b&123456789012345678\\>"),
        ("@everyone", "@\u200beveryone"),
        ("<#123456789012345678>", r"\<#123456789012345678\>"),
        ("<t:0:R>", r"\<t:0:R\>"),
        ("pay\u202elatot\u202c", "paylatot"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("half \ud83d", "half \ufffd"),
        ("https://x.example/a_b*c", "https://x.example/a_b%2Ac"),
    ],
)
def test_it_is_shown_letter_by_letter(outside, shown):
    assert escaped(outside) == shown


def test_zalgo_is_brought_down_to_letters():
    zalgo = "Z" + "\u0335" * 50 + "a" + "\u0489" * 50
    marks = [one for one in escaped(zalgo) if unicodedata.category(one) in ("Mn", "Me")]
    assert len(marks) == 2 * MOST_MARKS


def test_right_to_left_text_does_not_disorder_what_stands_beside_it():
    assert escaped("شرم الشيخ") == "\u2068شرم الشيخ\u2069"


@given(NASTY)
@example("@@everyone")
@example("\u200b - x")
@example(" 1. x")
@example("@every\u200bone")
@example("@\u202eeveryone")
def test_nothing_pings_and_nothing_is_markup(outside):
    shown = escaped(outside)
    assert not MENTION.search(shown)
    without_links = re.sub(r"https?://\S+", "", shown)
    assert not MARKUP.search(without_links)
    assert "\n" not in shown
    assert not re.match(r"\s*(?:[#>+-]|\d+[.)])", shown)
    shown.encode()


@given(NASTY, st.integers(min_value=0, max_value=120))
def test_a_text_fits_and_its_cut_is_visible(outside, room):
    shown = fit(outside, room)
    assert len(shown) <= room
    if shown != escaped(outside) and room:
        assert shown.endswith(CUT)
    assert len(bare(outside, room + 1)) <= room + 1


@given(st.lists(st.one_of(NASTY, st.just(MOMENT))), st.integers(min_value=1, max_value=300))
def test_a_moment_is_shown_whole_or_not_at_all(parts, room):
    shown = said(tuple(parts), room, "en_GB")
    assert len(shown) <= room
    assert not re.search(r"(?<!\\)<(?!t:1718731320:F>)", shown)


def test_a_moment_is_each_readers_own_with_the_hosts_beside_it():
    assert said((MOMENT,), 100, "en_GB") == "<t:1718731320:F> (Wed 19 Jun 02:22 in Pyongyang)"
    counting = said((MOMENT,), 100, "de_DE", counting=True)
    assert counting == "<t:1718731320:F> (<t:1718731320:R>; Mi. 19 Juni 02:22 in Pyongyang)"
    assert said((Moment(MOMENT.instant),), 100, "en_GB") == "<t:1718731320:F>"
