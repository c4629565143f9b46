"""Pictures and files on Slack: uploaded before, shown by their id, and never in the way."""

from dataclasses import replace

import pytest

from adapters.slack.layout.limits import ALT
from adapters.slack.listening.replying import SHARE
from bot.cards.card import Paragraph
from bot.ports import Unclear
from tests.adapters.slack.desk import DESK, FIRST, card, digest, post
from tests.fakes.slack import Fault, seen
from tests.pictures.tiny import PNG, broken, picture


def shown_images(message):
    return [one for one in message.blocks if one["type"] == "image"]


async def test_a_picture_is_uploaded_for_nobody_and_shown_by_the_message(slack, platform):
    long = "Putin: Pyongyang, Hanoi. " * 80
    await platform.post(post(card(picture=picture(long))))
    (said,) = slack.in_channel("C0001")
    (image,) = shown_images(said)
    file = slack.files[image["slack_file"]["id"]]
    assert (file["content"], file["channel"], file["name"]) == (PNG, None, "timeline.png")
    assert file["alt"] == image["alt_text"]
    assert len(image["alt_text"]) <= ALT
    assert image["alt_text"].endswith("…")


@pytest.mark.parametrize(("slow", "images"), [(1, 1), (9, 0)])
async def test_an_upload_that_slack_still_looks_into_is_waited_for_a_little(
    slack, platform, slow, images
):
    slack.slow_files = slow
    await platform.post(post(card(picture=picture())))
    (said,) = slack.in_channel("C0001")
    assert len(shown_images(said)) == images
    assert "It is on." in seen(said).text


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_an_upload_that_fails_holds_nothing_back(slack, platform, method):
    slack.faults.trouble(Fault.DROP, method=method)
    await platform.post(post(card(picture=picture())))
    (said,) = slack.in_channel("C0001")
    assert not shown_images(said)


async def test_a_picture_that_cannot_be_drawn_holds_nothing_back(slack, platform):
    await platform.post(post(card(picture=broken())))
    assert [seen(one).lines[0] for one in slack.in_channel("C0001")] == ["A visit"]
    assert not slack.files


async def test_killed_between_upload_and_record_the_message_is_found_and_there_once(
    slack, platform
):
    slack.faults.trouble(Fault.DROP, method="chat.postMessage")
    with pytest.raises(Unclear):
        await platform.post(post(card(picture=picture())))
    found = await platform.find(DESK, FIRST)
    (said,) = slack.in_channel("C0001")
    assert found is not None
    assert found.message == said.ts
    await platform.post(post(card(picture=picture())))
    assert len(slack.in_channel("C0001")) == 1


async def test_a_long_digest_has_its_picture_once_in_the_channel(slack, platform):
    await platform.post(post(replace(digest(6, 9), picture=picture())))
    front, *rest = slack.in_channel("C0001")
    assert len(shown_images(front)) == 1
    assert rest
    assert not any(map(shown_images, rest))


async def test_an_edit_shows_the_picture_of_the_new_card(slack, platform):
    receipt = await platform.post(post(card(picture=picture("before"))))
    await platform.edit(receipt, card("Now", Paragraph(("Then.",)), picture=picture("after")))
    (said,) = slack.in_channel("C0001")
    assert [one["alt_text"] for one in shown_images(said)] == ["after"]


async def test_who_asks_sees_the_picture_and_can_share_it(slack, front):
    await front.type("timeline 2024-06")
    said = await front.responses.next()
    (image,) = [one for one in said["blocks"] if one["type"] == "image"]
    assert "Pyongyang 18–19 Jun" in image["alt_text"]
    await front.press(SHARE, "1 timeline 2024-06")
    shared = await front.responses.next()
    assert shared["response_type"] == "in_channel"
    assert [one["alt_text"] for one in shared["blocks"] if one["type"] == "image"] == [
        image["alt_text"]
    ]


async def test_a_calendar_file_comes_into_the_direct_messages_and_is_shared_in_the_channel(
    slack, front
):
    answer = await front.asked("calendar")
    (file,) = slack.files.values()
    assert slack.channels[file["channel"]].with_user == "U0001"
    assert file["content"].startswith(b"BEGIN:VCALENDAR")
    assert "in your direct messages" in answer.text
    await front.press(SHARE, "1 calendar")
    await front.responses.next()
    await front.responses.next()
    assert [one["channel"] for one in slack.files.values()][1:] == ["C0001"]
