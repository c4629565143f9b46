"""Buttons: on alerts, on answers, on messages of any age; none of them needs a memory."""

from dataclasses import replace

import pytest

from bot.counter import Counter
from tests.adapters.slack.front import connected, screen
from tests.fakes.slack import seen
from tests.stage import WARRANT, visit


@pytest.fixture
async def paged(monkeypatch):
    """A core whose answers have three pages."""
    before = Counter.answer

    async def answer(self, request):
        reply = await before(self, request)
        card = replace(reply.card, heading=f"Page {request.page}: {reply.card.heading}")
        return replace(reply, card=card, pages=3)

    monkeypatch.setattr(Counter, "answer", answer)


def button(shown, label):
    return next(one for one in shown.buttons if one["text"]["text"] == label)


async def test_details_of_an_old_message_are_told_after_a_restart(slack, stage):
    for _ in range(2):
        async with connected(slack, stage) as front:
            assert await front.press("diplo:event", "visit") == {}
            said = await front.responses.next()
            assert (said["response_type"], said["replace_original"]) == ("ephemeral", False)
            assert "The visit" in screen(said).text


@pytest.mark.parametrize("reference", ["visit", "envoy", "court-envoy"])
async def test_details_of_a_card_that_was_cut_find_what_it_is_about(front, stage, reference):
    await stage.take_in(warrants=[WARRANT])
    await front.press("diplo:details", reference)
    assert "Nothing found" not in (await front.answer()).text


async def test_why_claim_and_release(front):
    await front.press("diplo:why", "visit")
    assert "The visit" in (await front.answer()).text
    await front.press("diplo:claim", "visit")
    assert "@ada covers it" in (await front.answer()).text
    await front.press("diplo:claim", "visit", user={"id": "U0002", "name": "bo"})
    assert "has it already" in (await front.answer()).text
    await front.press("diplo:release", "visit")
    assert "has it already" not in (await front.answer()).text


async def test_a_snooze_is_chosen_from_a_menu(slack, front):
    await front.choose("diplo:snooze", "visit 4h")
    assert "needs the role editor" in (await front.answer()).text
    slack.add_user("U0002", "bo", is_admin=True)
    await front.choose("diplo:snooze", "visit 4h", user={"id": "U0002", "name": "bo"})
    assert "The visit" in (await front.answer()).text


async def test_an_alert_brings_what_can_be_done_about_it(slack, front, stage):
    """From the alert itself: what is chosen on it, and what it says of who covers it."""
    slack.users["U0001"].is_admin = True
    await front.asked("subscribe kinds:visit")
    await stage.hear(visit("trip"))
    alert = await front.posted.next()
    labels = [(one.get("text") or one["placeholder"])["text"] for one in seen(alert).buttons]
    assert labels == ["Details", "Snooze", "Why", "Claim"]
    snooze = seen(alert).buttons[1]
    assert [one["text"]["text"] for one in snooze["options"]][:2] == ["An hour", "Four hours"]
    await front.choose(snooze["action_id"], snooze["options"][0]["value"])
    assert "13:06" in (await front.answer()).text
    claim = seen(alert).buttons[3]
    await front.press(claim["action_id"], claim["value"])
    await front.answer()
    now = seen(slack.channels["C0001"].message(alert.ts))
    assert "Covered by @ada." in now.text
    assert "[Release]" in now.text
    assert now.pings == []


async def test_an_answer_is_shared_with_the_channel_and_by_whom(front):
    shown = await front.asked("event visit")
    share = button(shown, "Share in channel")
    await front.press("diplo:share", share["value"])
    said = await front.responses.next()
    assert (said["response_type"], said["replace_original"]) == ("in_channel", False)
    told = screen(said)
    assert told.lines[0] == "Shared by u0001"
    assert "The visit" in told.text
    assert told.pings == []
    assert (await front.responses.next())["delete_original"] is True


async def test_pages_are_turned_in_place(front, paged):
    first = await front.asked("upcoming june 2024")
    assert [one["text"]["text"] for one in first.buttons] == ["Next page", "Share in channel"]
    await front.press("diplo:next", button(first, "Next page")["value"])
    said = await front.responses.next()
    assert said["replace_original"] is True
    second = screen(said)
    assert second.lines[0].startswith("Page 2")
    assert len([one for one in second.buttons if "page" in one["text"]["text"]]) == 2
    await front.press("diplo:next", button(second, "Next page")["value"])
    third = await front.answer()
    assert "Next page" not in third.text
    await front.press("diplo:previous", button(third, "Previous page")["value"])
    assert (await front.answer()).lines[0].startswith("Page 2")


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("diplo:nothing", "visit"),
        ("some_other_app", "visit"),
        ("diplo:next", "no number"),
        ("diplo:next", "2 claim visit"),
        ("diplo:share", "1 cancel visit"),
        ("diplo:share", None),
        ("diplo:event", None),
        ("diplo:event", "x" * 5000),
        ("diplo:event", "\u202e<!channel>\u200b"),
    ],
)
async def test_a_button_that_makes_no_sense_changes_nothing(front, action, value):
    assert await front.press(action, value) == {}
    said = await front.responses.next()
    assert said["response_type"] == "ephemeral"
    assert screen(said).pings == []
    assert "Share" not in screen(said).text


async def test_what_changes_something_cannot_be_shared_or_paged(front, paged):
    assert (await front.asked("claim visit")).buttons == []


async def test_a_line_too_long_for_a_button_has_none(front):
    shown = await front.asked(f"event visit {' ' * 2000} xx")
    assert shown.buttons == []


async def test_a_click_by_nobody_is_acknowledged(front):
    pressed = [{"action_id": "diplo:event", "value": "visit"}]
    told = {"type": "block_actions", "team": {"id": "T0001"}, "actions": pressed}
    assert await front.interact(**told) == {}
