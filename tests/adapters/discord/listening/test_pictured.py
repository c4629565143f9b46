"""Answers with a picture or a file: for who asks, shared with all, and page by page."""

from tests.adapters.discord.listening.room import shown


def files(message):
    return [(one.filename, one.description) for one in message.attachments]


async def test_a_timeline_has_its_picture_and_is_shared_with_it(room):
    result = await room.ask("diplo timeline", range="2024-06")
    ((name, alt),) = files(result.response)
    assert result.response.ephemeral
    assert name == "timeline.png"
    assert "Vladimir Putin: Pyongyang 19 Jun; Hanoi 19–20 Jun" in alt
    shared = await room.reader.click(result.response, label="Share")
    assert not shared.response.ephemeral
    assert files(shared.response) == [(name, alt)]
    assert "Vladimir Putin" in shown(shared.response)


async def test_a_calendar_file_comes_with_its_answer(room):
    result = await room.ask("diplo calendar")
    assert [name for name, _ in files(result.response)] == ["dragoman.ics"]
    shared = await room.reader.click(result.response, label="Share")
    assert [name for name, _ in files(shared.response)] == ["dragoman.ics"]
