"""Any card whatever is within Discord's limits, says when it was cut, and calls whom it is told."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.components import validate_message_state

from adapters.discord.layout.limits import (
    COMPONENTS,
    CONTENT,
    CUSTOM_ID,
    EMBED_DESCRIPTION,
    EMBED_FOOTER,
    EMBED_TOTAL,
    NONCE,
    TEXT,
)
from adapters.discord.layout.mark import Mark
from adapters.discord.render import COLOURS, Style, render, thread_name
from bot.cards.card import Bullets, Button, Card, Choice, Fact, Facts, Paragraph, Tone
from bot.domain.delivery import TOKEN_LENGTH
from tests.adapters.discord.saying import VISIT
from tests.fakes.discord.said import components, text_of

ROLE, USER = "123456789012345678", "<@223456789012345678>"
_WORDS = st.text(st.characters(), max_size=3000)
_TEXTS = st.lists(_WORDS, max_size=3).map(tuple)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _TEXTS),
    st.builds(Facts, st.lists(st.builds(Fact, _WORDS, _TEXTS), max_size=30).map(tuple)),
    st.builds(Bullets, st.lists(_TEXTS, max_size=60).map(tuple), st.none() | _WORDS),
)
_SLUGS = st.text("abc-", min_size=1, max_size=100)
_CHOICES = st.lists(st.builds(Choice, st.text(max_size=150), _WORDS), max_size=30).map(tuple)
_COMMANDS = st.sampled_from(["event", "actor", "why", "mute", "snooze", "no-more"])
_BUTTONS = st.builds(Button, _COMMANDS, _WORDS, _CHOICES)
CARDS = st.builds(
    Card,
    st.sampled_from(Tone),
    _WORDS,
    st.lists(_BLOCKS, max_size=60).map(tuple),
    st.lists(_WORDS, max_size=20).map(tuple),
    st.none() | _SLUGS,
    st.lists(_BUTTONS, max_size=30).map(tuple),
)


def body(card: Card, style: Style = Style.LAYOUT, mentions=()) -> dict:
    """Return what goes over the wire, as far as limits concern it."""

    async def make() -> dict:  # discord.py's views want a running loop
        sheet = render(card, style, Mark.of("t"), mentions)
        return {
            "components": sheet.view.to_components(),
            "embeds": [sheet.embed.to_dict()] if sheet.embed else [],
            "content": sheet.content,
            "allowed_mentions": sheet.calls.allowed.to_dict(),
            "flags": (1 << 15) if style is Style.LAYOUT else 0,
        }

    return asyncio.run(make())


def checked(sent: dict) -> None:
    """Raise if Discord would refuse it; by other hands than those that rendered it."""
    validate_message_state(
        sent["components"],
        flags=sent["flags"],
        content=sent["content"],
        embeds=sent["embeds"],
        require_nonempty=True,
    )


def long_card(**more) -> Card:
    lines = tuple((f"Line {number} *of* many words, again and again.",) for number in range(400))
    return Card(Tone.DIGEST, "A long day", (Bullets(lines, "All of it"),), ("Wire",) * 9, **more)


@given(CARDS, st.sampled_from(Style), st.lists(st.sampled_from([ROLE, USER, "@law"]), max_size=12))
def test_any_card_is_within_the_limits(card, style, mentions):
    sent = body(card, style, mentions)
    checked(sent)
    assert len(list(components(sent))) <= COMPONENTS
    assert sum(len(one.get("content", "")) for one in components(sent)) <= TEXT
    assert len(sent["content"] or "") <= CONTENT
    for embed in sent["embeds"]:
        footer = embed.get("footer", {}).get("text", "")
        assert len(footer) <= EMBED_FOOTER
        assert len(embed["description"]) <= EMBED_DESCRIPTION
        assert len(footer) + len(embed["description"]) <= EMBED_TOTAL


def test_the_token_of_a_delivery_is_a_nonce():
    assert TOKEN_LENGTH <= NONCE


@pytest.mark.parametrize("style", Style)
def test_a_cut_says_how_much_was_left_out(style):
    sent = body(long_card(reference="x" * 100, buttons=(Button("event", "Details"),)), style)
    checked(sent)
    shown = text_of(sent)
    told = shown.count("- Line ")
    assert f"… {400 - told} more lines left out for want of room" in shown
    assert 25 < told < 400
    assert "… and 3 more" in shown  # sources


@pytest.mark.parametrize("tone", Tone)
def test_the_colour_says_what_kind_of_news_it_is(tone):
    card = Card(tone, "Something")
    assert next(components(body(card)))["accent_color"] == COLOURS[tone]
    assert body(card, Style.EMBED)["embeds"][0]["color"] == COLOURS[tone]


def test_colours_are_told_apart():
    assert len(set(COLOURS.values())) == len(Tone)


def test_one_button_stands_beside_the_heading_and_several_in_a_row():
    one = Card(Tone.NEWS, "A visit", reference="a-visit", buttons=(Button("event", "Details"),))
    (frame,) = body(one)["components"]
    assert frame["components"][0]["accessory"]["custom_id"] == "diplo:event:a-visit"
    two = Card(
        Tone.NEWS, "A visit", reference="a-visit",
        buttons=(Button("event", "Details"), Button("why", "Why"), Button("why", "Again")),
    )  # fmt: skip
    (frame,) = body(two)["components"]
    shown = [one["custom_id"] for one in frame["components"][-1]["components"]]
    assert shown == ["diplo:event:a-visit", "diplo:why:a-visit"]


@pytest.mark.parametrize("style", Style)
def test_a_button_with_too_long_a_name_becomes_a_command_to_type(style):
    reference = "x" * 100
    card = Card(Tone.NEWS, "A visit", reference=reference, buttons=(Button("event", "Details"),))
    sent = body(card, style)
    assert len(f"diplo:event:{reference}") > CUSTOM_ID
    assert not any("custom_id" in one for one in components(sent))
    assert f"/diplo event event:{reference}" in text_of(sent)


def snooze_card(ways: int) -> Card:
    choices = tuple(Choice(f"{hours}h", f"{hours} hours") for hours in range(1, ways + 1))
    buttons = (Button("event", "Details"), Button("snooze", "Snooze", choices))
    return Card(Tone.NEWS, "A visit", reference="a-visit", buttons=buttons)


@pytest.mark.parametrize("style", Style)
def test_a_button_with_several_ways_is_a_menu_in_a_row_of_its_own(style):
    found = [*components(body(snooze_card(25), style))]
    (menu,) = (one for one in found if "options" in one)
    assert (menu["custom_id"], menu["placeholder"]) == ("diplo:snooze:a-visit", "Snooze")
    assert [one["value"] for one in menu["options"]][:2] == ["1h", "2h"]
    assert [len(one["components"]) for one in found if one["type"] == 1] == [1, 1]


def test_a_menu_with_too_many_ways_becomes_a_command_to_type():
    sent = body(snooze_card(26))
    assert not any("options" in one for one in components(sent))
    assert "/diplo-desk snooze event:a-visit" in text_of(sent)


@pytest.mark.parametrize("style", Style)
def test_only_roles_and_people_who_are_named_are_called(style):
    card = Card(Tone.NEWS, "@everyone <@&323456789012345678>", (Paragraph((f"<@&{ROLE}>",)),))
    sent = body(card, style)
    assert sent["allowed_mentions"] == {"parse": [], "users": [], "roles": []}
    sent = body(card, style, [ROLE, f"<@&{ROLE}>", USER, "@here", "@desk"])
    assert sent["allowed_mentions"]["parse"] == []
    assert sent["allowed_mentions"]["roles"] == [int(ROLE)]
    assert sent["allowed_mentions"]["users"] == [223456789012345678]
    assert "@here" not in text_of(sent)


def test_the_two_ids_of_a_mark_never_meet():
    marks = [Mark.of(str(number)) for number in range(2000)]
    assert len(set(marks)) == len(marks)
    assert all(one.container != one.heading for one in marks)
    assert all(0 < number < 1 << 31 for one in marks for number in (one.container, one.heading))


def test_a_thread_is_named_after_its_card():
    assert thread_name(VISIT, 100) == "A visit"
    named = thread_name(Card(Tone.NEWS, "word " * 60), 100)
    assert len(named) <= 100
    assert named.endswith("…")
    assert thread_name(Card(Tone.NEWS, "\u200b"), 100) == "…"
