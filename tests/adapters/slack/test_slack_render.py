"""What a person sees of a card in Slack, read by Slack's rules and not by the renderer's."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.slack.layout import limits
from adapters.slack.layout.moments import moment
from adapters.slack.render import message
from bot.cards.card import Bullets, Button, Card, Choice, Fact, Facts, Moment, Paragraph, Tone
from tests.fakes.slack import seen
from tests.fakes.slack.checks import check_message
from tests.fakes.slack.state import Message

LANDING = datetime(2024, 6, 18, 17, 22, tzinfo=UTC)
HOSTILE = (
    "<!channel> <!here> <!everyone> <@U0001> <!subteam^S0001> <https://evil.example|our site> "
    "@channel https://evil.example *bold* _slanted_ ~gone~ `code` :tada: &lt;!channel&gt; "
    "> quoted <!date^0^{date}|x> <#C0001>"
)
MISCHIEF = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "<>&!@#|^*_~`:/\\{} \n\t\x00\u202e\u2066\u200b\u200d\ufeff\ud800\u0301é👩🏽"
        ),
    ),
    max_size=120,
)


def posted(card: Card, mentions=()) -> Message:
    """The message as Slack would hold it; the SDK's models and Slack's limits must allow it."""
    payload = message(card, mentions).payload()
    json.dumps(payload, ensure_ascii=False).encode()
    check_message(payload, {}, editing=True)
    return Message(
        "1.1", "C0001", "UB0T", payload["text"], payload["blocks"], payload["attachments"]
    )


def everywhere(text: str, tone=Tone.NEWS) -> Card:
    """A card that says the same in every one of its parts."""
    said = (text, Moment(LANDING, "Asia/Pyongyang"), text)
    return Card(
        tone,
        text,
        (Paragraph(said), Facts((Fact(text, said), Fact(text, (text,)))), Bullets((said,), text)),
        sources=(text, text),
        reference="a-visit",
        buttons=(Button("event", text),),
        summary=text,
    )


DATES = Fact("Dates", ("beginning ", Moment(LANDING, "Asia/Pyongyang")))
VISIT = Card(
    Tone.CHANGE,
    "New dates: State visit to North Korea",
    (
        Facts((DATES, Fact("Place", ("Pyongyang",)))),
        Paragraph(("No report yet.",)),
        Bullets((("A claim",), ("↳ its denial",)), "Claims"),
    ),
    sources=("Kremlin, 17 June", "KCNA & others, 17 June"),
    reference="a-visit",
    buttons=(Button("event", "Details"), Button("history", "History")),
)  # fmt: skip


def test_a_card_is_a_message_with_all_its_parts():
    screen = seen(posted(VISIT), "Europe/London")
    assert screen.lines == [
        "New dates: State visit to North Korea",
        "Dates: beginning Jun 18, 2024 18:22 (Wed 19 Jun 02:22 in Pyongyang)",
        "Place: Pyongyang",
        "No report yet.",
        "Claims",
        "• A claim",
        "    ↳ its denial",
        "Kremlin, 17 June",
        "KCNA & others, 17 June",
        "[Details]",
        "[History]",
    ]
    assert screen.notification == "New dates: State visit to North Korea"
    assert screen.styled["bold"] == ["Dates", "Place", "Claims"]
    assert screen.pings == screen.links == []


def test_the_summary_is_what_a_notification_says():
    card = Card(Tone.DIGEST, "Digest", summary="Digest: 3 coming up")
    assert seen(posted(card)).notification == "Digest: 3 coming up"


def test_a_button_says_its_command_and_what_it_is_about():
    details, history = seen(posted(VISIT)).buttons
    assert (details["action_id"], details["value"]) == ("diplo:event", "a-visit")
    assert (history["action_id"], history["value"]) == ("diplo:history", "a-visit")


def test_a_moment_says_the_host_and_a_plain_fallback():
    said = moment(Moment(LANDING, "Asia/Pyongyang"), "en_GB")
    assert said == (
        "<!date^1718731320^{date_short_pretty} {time}|Tue 18 Jun 2024 17:22 UTC>"
        " (Wed 19 Jun 02:22 in Pyongyang)"
    )


def test_a_moment_speaks_the_language_of_the_card():
    assert "(Mi. 19 Juni 02:22 in Pjöngjang)" in moment(Moment(LANDING, "Asia/Pyongyang"), "de")


@pytest.mark.parametrize("zone", [None, "No/Where", "../etc/passwd", ""])
def test_a_moment_without_a_zone_is_the_readers_alone(zone):
    assert moment(Moment(LANDING, zone), "en_GB").endswith("UTC>")


def test_every_tone_has_a_colour_of_its_own():
    colours = {seen(posted(Card(tone, "News", (Paragraph(("x",)),)))).colour for tone in Tone}
    assert len(colours) == len(Tone)
    assert None not in colours


def test_nothing_from_outside_calls_links_or_formats():
    screen = seen(posted(everywhere(HOSTILE)))
    assert screen.pings == []
    assert screen.links == []
    ours = {"italic": [], "struck": [], "code": [], "emoji": [], "quote": []}
    assert {name: screen.styled[name] for name in ours} == ours
    assert "<!channel>" in screen.text
    assert "<https://evil.example|our site>" in screen.text
    assert "<!channel>" in screen.notification


def test_only_labels_are_bold():
    card = Card(Tone.NEWS, "x", (Facts((Fact("*Da* te*", ("*no* *no",)),)),))
    assert seen(posted(card)).styled["bold"] == ["*Da* te*".replace("*", "\N{ASTERISK OPERATOR}")]


def test_ids_with_underscores_are_left_alone():
    card = Card(Tone.NEWS, "x", (Paragraph(("see snake_case_id",)),))
    assert seen(posted(card)).lines[-1] == "see snake_case_id"


def test_what_cannot_be_seen_is_left_out():
    said = seen(posted(everywhere("safe \u202egnp.exe\u2066 zero\u200bwidth\u2800 \x07\x00\nnext")))
    assert said.lines[0] == "safe gnp.exe zerowidth next"


def test_arabic_and_hebrew_stay_as_they_are():
    assert seen(posted(everywhere("زيارة רשמית"))).lines[0] == "زيارة רשמית"


@pytest.mark.parametrize(
    ("mentions", "pings"),
    [
        (("U0001", "W0002"), ["U0001", "W0002"]),
        (("S0001",), ["S0001"]),
        (("here",), ["here"]),
        (("U0001", "U0001"), ["U0001"]),
        (("@law", "<!channel>", "U1>|<!here>"), []),
        ((), []),
    ],
)
def test_only_those_who_are_named_are_called(mentions, pings):
    screen = seen(posted(everywhere(HOSTILE), mentions))
    assert list(dict.fromkeys(screen.pings)) == pings


@pytest.mark.parametrize("who", ["&" * 500, "U" * 500, "U0ABCDEFGHIJKLMNOP"])
def test_nobody_is_called_at_the_expense_of_the_news(who):
    screen = seen(posted(VISIT, tuple(f"{who}{number}" for number in range(300))))
    assert screen.notification.endswith(VISIT.heading)


def test_a_call_is_seen_in_the_notification_and_in_the_message():
    screen = seen(posted(VISIT, ("U0001",)))
    assert screen.notification.startswith("@U0001 New dates")
    assert screen.lines[0] == "@U0001"


@given(MISCHIEF)
@example(HOSTILE)
@example("x" * 100_000)
@example("&" * 100_000)
@example("👩🏽" * 5000)
@example("e\u0301" * 5000)
def test_no_text_from_outside_breaks_a_limit_or_pings(text):
    screen = seen(posted(everywhere(text)))
    assert screen.pings == []
    assert screen.links == []
    unwanted = ("italic", "struck", "code", "emoji", "quote")
    assert not any(screen.styled[name] for name in unwanted)


@given(st.lists(st.text(max_size=4000), max_size=30), st.integers(0, 120))
def test_cards_of_any_size_are_taken(words, items):
    card = Card(
        Tone.NEWS,
        "Many",
        (
            Facts(tuple(Fact(word, (word,)) for word in words)),
            *(Paragraph((word,)) for word in words),
            Bullets(tuple((f"item {at}",) for at in range(items))),
        ),
        sources=tuple(words),
        buttons=(Button("event", "Details"),),
        reference="x",
    )
    assert seen(posted(card)).buttons[0]["action_id"] == "diplo:event"


def test_a_cut_is_seen_and_leads_to_the_rest():
    screen = seen(posted(Card(Tone.NEWS, "Long", (Paragraph(("x" * 9000,)),), reference="a-visit")))
    assert screen.lines[1] == "x" * (limits.SECTION - 1) + "…"
    assert screen.lines[-1] == "[Details]"
    assert (screen.buttons[0]["action_id"], screen.buttons[0]["value"]) == (
        "diplo:details",
        "a-visit",
    )


def test_whole_blocks_that_do_not_fit_are_counted():
    card = Card(
        Tone.NEWS,
        "Many",
        tuple(Paragraph((f"{at} " + "x" * 100,)) for at in range(80)),
        sources=("Reuters",),
        reference="a-visit",
        buttons=(Button("event", "Details"),),
    )
    lines = seen(posted(card)).lines
    assert lines[-3:] == ["… shortened: 34 more parts of this message", "Reuters", "[Details]"]


def test_a_card_that_fits_has_no_button_that_it_did_not_bring():
    card = Card(Tone.NEWS, "Short", (Paragraph(("x",)),), reference="a-visit")
    assert seen(posted(card)).buttons == []


def test_a_heading_that_is_too_long_is_said_in_full_below():
    heading = "A visit " * 30
    lines = seen(posted(Card(Tone.NEWS, heading))).lines
    assert lines[0].endswith("…")
    assert len(lines[0]) <= limits.HEADER
    assert lines[1] == heading.strip()


def test_an_accent_is_not_cut_from_its_letter():
    assert limits.cut("abe\u0301fghij", 4) == "ab…"
    assert limits.cut("a👍🏽bcdefgh", 5) == "a…"


def test_more_sources_than_a_row_takes_are_counted():
    card = Card(Tone.NEWS, "x", sources=tuple(f"Outlet {at}" for at in range(14)))
    assert seen(posted(card)).lines[-1] == "… and 5 more"


def test_a_card_of_nothing_but_what_is_invisible_is_still_a_message():
    screen = seen(posted(everywhere("\u200b")))
    assert screen.lines[0] == "…"


def test_a_button_with_several_ways_is_a_menu_that_says_what_each_is_about():
    ways = tuple(Choice(f"{number}h", f"{number} hours") for number in range(1, 4))
    card = Card(Tone.NEWS, "News", reference="a-visit", buttons=(Button("snooze", "Snooze", ways),))
    (menu,) = posted(card).attachments[0]["blocks"][-1]["elements"]
    assert (menu["type"], menu["action_id"]) == ("static_select", "diplo:snooze")
    assert [one["value"] for one in menu["options"]] == ["a-visit 1h", "a-visit 2h", "a-visit 3h"]
