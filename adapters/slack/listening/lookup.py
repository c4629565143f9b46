"""Asking the core on somebody's behalf: a line, a button's command, or just words to look up."""

from bot.commands.door import Door
from bot.commands.parse import Parsed, parse
from bot.commands.replies import misused
from bot.commands.spec import Outcome, Reply, Request
from bot.commands.table import BY_NAME

KINDS = ("event", "actor", "warrant")
"""What words or a reference may mean, in the order in which it is tried."""
_FOUND = (Outcome.ANSWERED, Outcome.SEVERAL)
_LONGEST = 200
"""Characters of a message that are looked up; what it is about stands at its beginning."""


def changes_something(line: str) -> bool:
    """Whether a line is a command that changes something."""
    parsed = parse(line)
    return isinstance(parsed, Parsed) and BY_NAME[parsed.command].writes


async def look_up(door: Door, request: Request, words: str) -> Reply:
    """Answer words that say no command: an event, else an actor, else a warrant."""
    words = " ".join(words.split())[:_LONGEST]
    replies = []
    for kind in KINDS:
        option = BY_NAME[kind].options[0].name
        reply = await door.answer(request.naming(kind, {option: words}))
        if reply.outcome in _FOUND:
            return reply
        replies.append(reply)
    return replies[0]


async def answer_openly(door: Door, request: Request, line: str) -> Reply:
    """Answer a line of a command, or of words to look up; nothing is changed by it."""
    parsed = parse(line)
    if not isinstance(parsed, Parsed):
        return await door.answer_line(line, request)
    if BY_NAME[parsed.command].writes:
        return misused(f"{parsed.command} changes something", f"write /diplo {parsed.command}")
    return await door.answer(request.naming(parsed.command, parsed.arguments))
