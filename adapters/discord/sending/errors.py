"""What it means when Discord refuses: each of its codes, and each way to fail, as one outcome.

The codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
import discord

from bot.ports import MessageGone, Rejected, SendError, TryLater, Unclear, Undeliverable

RETRY = timedelta(seconds=5)
"""When to try again where Discord does not say."""
LONG = timedelta(minutes=10)
"""When to try again what is limited by the hour."""

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
UNKNOWN_EVENT = 10070
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
INVALID_BODY = 50035
ARCHIVED = 50083
THREAD_EXISTS = 160004
THREAD_LOCKED = 160005

NO_THREAD = frozenset({MISSING_ACCESS, MISSING_PERMISSIONS, 50024, 160006, 160007})
"""No thread can be made: no access, no permission, not in such a channel, too many of them."""
THREAD_SHUT = frozenset({UNKNOWN_CHANNEL, MISSING_ACCESS, MISSING_PERMISSIONS, ARCHIVED})
"""A thread that is there cannot be written in; the channel still may."""

_GONE = frozenset({
    UNKNOWN_MESSAGE,
    50005,  # the message is somebody else's
    50021,  # it is a system message
    ARCHIVED,
    THREAD_LOCKED,
})  # fmt: skip
_CLOSED = frozenset({
    UNKNOWN_CHANNEL,
    10004,  # unknown guild
    10013,  # unknown user
    40001,  # unauthorised
    40012,  # the connection was revoked
    40067,  # a forum asks for a tag
    MISSING_ACCESS,
    50007,  # a user takes no messages
    50008,  # no text channel
    MISSING_PERMISSIONS,
    50014,  # the token is invalid
    50024,  # not in such a channel
    50055,  # invalid guild
    50278,  # no server in common with a user
})  # fmt: skip
_REFUSED = frozenset({
    20009,  # explicit content
    40005,  # too large
    50006,  # empty
    INVALID_BODY,
    200000,  # a rule of the server
    200001,  # its title
    240000,  # a harmful link
})  # fmt: skip
_LATER = {
    20016: RETRY,  # slow mode
    20022: LONG,  # edits of announcements
    20028: RETRY,  # writing in this channel
    20029: RETRY,  # writing in this server
    30046: LONG,  # edits of messages older than an hour
    40004: LONG,  # sending is switched off for a while
    40006: LONG,  # so is this feature
    130000: RETRY,  # overloaded
}

_MEANING: dict[int, type[SendError]] = {
    **dict.fromkeys(_GONE, MessageGone),
    **dict.fromkeys(_CLOSED, Undeliverable),
    **dict.fromkeys(_REFUSED, Rejected),
}
_BY_STATUS: dict[int, type[SendError]] = {
    401: Undeliverable,
    403: Undeliverable,
    404: Undeliverable,
}
_TOO_MANY, _UNAVAILABLE = 429, 503
_SERVER_ERROR = 500


@contextmanager
def outcome(*, repeatable: bool) -> Iterator[None]:
    """Turn whatever goes wrong with a request into a SendError.

    What is `repeatable` does no harm if it is done twice, so that nothing about it is unclear.
    """
    try:
        yield
    except discord.RateLimited as limited:
        raise TryLater(str(limited), timedelta(seconds=limited.retry_after)) from limited
    except discord.HTTPException as refused:
        raise _failure(refused, repeatable=repeatable) from refused
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as refused:
        raise TryLater(str(refused) or "no connection", RETRY) from refused  # nothing was sent
    except (aiohttp.ClientError, OSError) as broken:  # a TimeoutError is an OSError
        raise open_end(str(broken) or "the connection was lost", repeatable=repeatable) from broken


def open_end(reason: str, *, repeatable: bool) -> SendError:
    """Return what it means that no answer came."""
    return TryLater(reason, RETRY) if repeatable else Unclear(reason)


def code_of(problem: SendError) -> int | None:
    """Return Discord's code behind an outcome, if it refused at all."""
    cause = problem.__cause__
    return cause.code if isinstance(cause, discord.HTTPException) else None


def _failure(refused: discord.HTTPException, *, repeatable: bool) -> SendError:
    reason = str(refused)
    code, status = refused.code, refused.status
    if code in _LATER or status in (_TOO_MANY, _UNAVAILABLE):
        return TryLater(reason, _after(refused))
    if code == INVALID_BODY and "message_reference" in refused.text:
        return MessageGone(reason)
    if code not in _MEANING and status >= _SERVER_ERROR:
        return open_end(reason, repeatable=repeatable)
    meaning = _MEANING.get(code) or _BY_STATUS.get(status, Rejected)
    return meaning(reason)


def _after(refused: discord.HTTPException) -> timedelta:
    """Return how long Discord asks to wait, if it says."""
    try:
        return timedelta(seconds=float(refused.response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return _LATER.get(refused.code, RETRY)
