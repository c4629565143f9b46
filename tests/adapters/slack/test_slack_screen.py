"""What the other tests rely on: the screen sees a ping, a link and a format where there is one."""

import pytest

from tests.fakes.slack import seen
from tests.fakes.slack.state import Message


def shown(text, zone="UTC", **more):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text, **more}}
    return seen(Message("1.1", "C0001", "UB0T", "notice", [block]), zone)


@pytest.mark.parametrize(
    ("text", "pings"),
    [
        ("<!channel>", ["channel"]),
        ("hey <@U0001>", ["U0001"]),
        ("<!subteam^S0001|@law>", ["S0001"]),
        ("@here", ["@here"]),
        ("&lt;!channel&gt;", []),
        ("ada@here.example", []),
    ],
)
def test_a_ping_is_seen(text, pings):
    assert shown(text).pings == pings


def test_text_that_is_taken_verbatim_calls_only_by_hand():
    assert shown("@here <!here>", verbatim=True).pings == ["here"]


def test_a_link_is_seen_with_its_label():
    screen = shown("<https://evil.example|our site> https://evil.example")
    assert screen.text == "our site https://evil.example"
    assert screen.links == ["https://evil.example", "https://evil.example"]


def test_formats_are_seen():
    styled = shown("*bold* _slanted_ ~gone~ `code` :tada:\n&gt; quoted").styled
    assert styled == {
        "bold": ["bold"],
        "italic": ["slanted"],
        "struck": ["gone"],
        "code": ["code"],
        "emoji": ["tada"],
        "quote": ["quoted"],
    }


def test_a_date_is_in_the_readers_zone():
    text = "<!date^1718731320^{date_short_pretty} {time}|Tue 18 Jun>"
    assert shown(text, "Asia/Pyongyang").text == "Jun 19, 2024 02:22"


def test_the_text_is_read_by_nobody_where_there_are_blocks_but_in_the_notification():
    screen = shown("x")
    assert (screen.text, screen.notification) == ("x", "notice")
