"""The counter at which requests are answered: whatever a person types or presses comes here.

A request that changes something is one transaction: the change, what becomes known by it, and the
alerts that follow. Adapters know it as `bot.commands.door.Door`.
"""

import asyncio
from dataclasses import replace

from bot.cards.pages import paged
from bot.commands.answer import answer
from bot.commands.door import ChannelAddress, Suggestion
from bot.commands.parse import UsageProblem, parse
from bot.commands.replies import misused
from bot.commands.search import LONGEST, SEARCH
from bot.commands.spec import Reply, Request
from bot.commands.suggest import suggest
from bot.commands.table import BY_NAME
from bot.domain.search_answers import SearchAnswer
from bot.flow.asked import keep_in_mind
from bot.flow.desk import Desk
from bot.flow.follow import concerns, follow
from bot.flow.ingest import Refused, ingest
from bot.flow.refresh import refresh
from bot.lookup.matches import CLEAR
from bot.lookup.ready import get_ready
from bot.ports import ChannelNews
from bot.store import channels
from bot.store.database import Session, StoreError


class Counter:
    """Answers what people ask, on what the desk knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(self) -> None:
        """Load what the first answers would else wait for; it may be left out."""
        await asyncio.to_thread(get_ready)

    async def answer_line(self, line: str, request: Request) -> Reply:
        """Answer a line such as "/actor putin"; `request` says who typed it, and where.

        Words that are no command are looked up: "putin vietnam".
        """
        parsed = parse(line)
        if isinstance(parsed, UsageProblem):
            found = await self._look_up(parsed.words, request) if parsed.words else None
            return found or misused(parsed.problem, parsed.remedy)
        return await self.answer(request.naming(parsed.command, parsed.arguments))

    async def _look_up(self, words: str, request: Request) -> Reply | None:
        """Return what words name, or what they may name; none if that is nothing."""
        reply = await self.answer(request.naming(SEARCH.name, {"words": words[:LONGEST]}))
        found = reply.data
        if not isinstance(found, SearchAnswer) or found.items[0].score < CLEAR:
            return None
        return await self.answer_line(found.items[0].command, request) if found.sure else reply

    async def answer(self, request: Request) -> Reply:
        """Answer a request; then show what it changed on the message that it concerns."""
        command = BY_NAME.get(request.command)
        request = replace(request, feeds=self._desk.feeds)
        if command is None or not command.writes:
            async with self._desk.database.reading() as session:
                reply = await answer(session, request)
            keep_in_mind(self._desk, reply.data)
            return _page(request, reply)
        try:
            reply = await self._change(request)
        except StoreError:
            # Two pressed the same button at once: the second time, it finds what the other wrote.
            reply = await self._change(request)
        if reply.refresh is not None:
            await refresh(self._desk, *reply.refresh, request.now)
        return reply

    async def _change(self, request: Request) -> Reply:
        try:
            async with self._desk.database.writing() as session:
                reply = await answer(session, request)
                return await self._take_in(session, request, reply)
        except Refused as refused:
            problem, _, remedy = str(refused).partition("; ")
            return misused(problem, remedy or None)

    async def _take_in(self, session: Session, request: Request, reply: Reply) -> Reply:
        """Take in what became known, and return how the event stands by it."""
        if reply.intake is None:
            return reply
        now = request.now
        taken = await ingest(session, reply.intake, at=now, by=_author(request), now=now)
        if not taken.new + taken.changed:
            return misused("that is on record already", "see history")
        if reply.shows is None:
            return reply
        return await answer(session, request.naming("event", {"event": reply.shows}))

    async def suggest(self, request: Request, option: str, limit: int) -> tuple[Suggestion, ...]:
        """Return what an option may be, by what is typed of it so far."""
        async with self._desk.database.reading() as session:
            return await suggest(session, request, option, limit)

    async def follow(self, news: ChannelNews) -> None:
        """Take note of what became of a channel or a workspace on its platform."""
        async with self._desk.database.reading() as session:
            if not await concerns(session, news):  # at a start, each server of thousands is open
                return
        async with self._desk.database.writing() as session:
            await follow(session, news, self._desk.clock.now())

    async def channels(self, platform: str) -> tuple[ChannelAddress, ...]:
        """Return the channels of a platform that have a subscription."""
        async with self._desk.database.reading() as session:
            found = await channels.subscribed_channels(session, platform)
        return tuple(ChannelAddress(one.workspace, one.address, one.name) for one in found)


def _page(request: Request, reply: Reply) -> Reply:
    """Return the page that is wanted, where a chat shows the answer; a terminal shows it all."""
    if request.origin is None:
        return reply
    card, pages = paged(reply.card, request.page)
    return replace(reply, card=card, pages=pages)


def _author(request: Request) -> str:
    """Return who recorded something, as the revision names them."""
    if request.origin is None:
        return request.who
    return f"{request.origin.platform}:{request.origin.workspace}:{request.who}"
