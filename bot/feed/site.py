"""The address at which calendars ask: one path, one method, and a short answer to all else.

A calendar asks by itself, from many machines, for years: what has not changed is not sent again,
who asks too often waits, and trouble with the database is said, so that nobody drops the calendar.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_address

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.domain.feeds import PARAMETER, PATH, digest_of, is_token
from bot.feed.calendar import Calendars, ServedCalendar
from bot.feed.discretion import discreet_logger
from bot.feed.narrowing import NotUnderstood
from bot.feed.replies import HEADERS, calendar, later, said
from bot.feed.tries import Tries
from bot.metrics import FEEDS
from bot.store.database import Database, StoreError, in_one_line

ABREAST = 2
"""Calendars that are made at a time; others wait, so that alerts do not."""
PATIENCE = 30
"""Seconds after which the database is taken to be in trouble."""
RETRY_AFTER = timedelta(minutes=5)
GUESSES, GUESSES_WITHIN = 20, timedelta(minutes=10)
"""Tokens that open nothing, from one address."""
FETCHES, FETCHES_WITHIN = 60, timedelta(hours=1)
"""Of one calendar: by many who share a link, each about once an hour."""
CLOSING = 5

_GONE = "There is no such calendar. Its link may have been renewed or revoked."
_TROUBLE = "The calendar cannot be made just now. It will be there again."
_OFTEN = "That is too often. Please wait."
log = structlog.get_logger(__name__)


@asynccontextmanager
async def serving(database: Database, clock: Clock, host: str, port: int) -> AsyncIterator[int]:
    """Serve calendars until the context is left; gives the port. Raises OSError."""
    site = web.Application()
    site.router.add_get(PATH, Window(Calendars(database, clock), clock).answer)
    # No access log: it would hold the tokens.
    runner = web.AppRunner(
        site, access_log=None, logger=discreet_logger(), shutdown_timeout=CLOSING
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


class Window:
    """Answers who asks for a calendar."""

    def __init__(self, calendars: Calendars, clock: Clock) -> None:
        self._calendars = calendars
        self._clock = clock
        self._guesses = Tries(GUESSES, GUESSES_WITHIN)
        self._fetches = Tries(FETCHES, FETCHES_WITHIN)
        self._turns = asyncio.Semaphore(ABREAST)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request; never with anything that it has in it."""
        response = await self._answer(request)
        response.headers.update(HEADERS)
        FEEDS.labels(status=response.status).inc()
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        token, whence, now = _token(request), _whence(request), self._clock.now()
        wait = self._wait(token, whence, now)
        if wait is not None:
            return later(HTTPStatus.TOO_MANY_REQUESTS, _OFTEN, wait)
        try:
            found = await self._found(request, token) if token else None
        except NotUnderstood as wrong:  # of a link that is good
            self._fetches.count(digest_of(token or ""), now)
            return said(HTTPStatus.BAD_REQUEST, str(wrong))
        except (StoreError, OSError, TimeoutError) as trouble:
            log.warning("a calendar could not be made", reason=in_one_line(trouble)[:200])
            return later(HTTPStatus.SERVICE_UNAVAILABLE, _TROUBLE, RETRY_AFTER)
        if token is None or found is None:
            self._guesses.count(whence, now)
            return said(HTTPStatus.NOT_FOUND, _GONE)
        self._fetches.count(digest_of(token), now)
        return calendar(request, found)

    def _wait(self, token: str | None, whence: str, now: datetime) -> timedelta | None:
        """Return how long somebody has to wait; none if they need not.

        A link that is known to be good is let in although somebody at the same address guesses.
        """
        known = digest_of(token) if token else ""
        if self._fetches.knows(known):
            return self._fetches.wait(known, now)
        return self._guesses.wait(whence, now)

    async def _found(self, request: web.Request, token: str) -> ServedCalendar | None:
        async with asyncio.timeout(PATIENCE), self._turns:
            return await self._calendars.served(token, request.query)


def _token(request: web.Request) -> str | None:
    """Return the token that is given; none where it is none, or more than one."""
    given = request.query.getall(PARAMETER, [])
    return given[0] if len(given) == 1 and is_token(given[0]) else None


def _whence(request: web.Request) -> str:
    """Return the address from which somebody asks; that which a web server on this machine saw."""
    peer = request.remote or ""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        return seen if seen and ip_address(peer).is_loopback and ip_address(seen) else peer
    except ValueError:
        return peer
