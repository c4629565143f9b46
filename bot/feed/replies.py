"""What a calendar is answered: the file, that it is the same, or a line that says what is wrong."""

from datetime import UTC, timedelta
from http import HTTPStatus
from math import ceil

from aiohttp import ETag, hdrs, web

from bot.feed.calendar import ServedCalendar

MEDIA_TYPE = "text/calendar"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    hdrs.CACHE_CONTROL: "private, no-cache",
    hdrs.SERVER: "Dragoman",
}
"""A calendar asks again each time; whether it gets it again, the tag decides."""


def calendar(request: web.Request, found: ServedCalendar) -> web.Response:
    """Give the file; only that it is the same where whoever asks has it (RFC 9110, 13.1)."""
    same = _has_it(request, found)
    response = web.Response(status=HTTPStatus.NOT_MODIFIED) if same else _file(request, found)
    response.etag = ETag(found.tag, is_weak=True)  # the same calendar, packed or not
    response.last_modified = found.modified
    response.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    return response


def _file(request: web.Request, found: ServedCalendar) -> web.Response:
    response = web.Response(text=found.text, content_type=MEDIA_TYPE, charset="utf-8")
    response.headers[hdrs.CONTENT_DISPOSITION] = 'inline; filename="dragoman.ics"'
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower():
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _has_it(request: web.Request, found: ServedCalendar) -> bool:
    tags = request.if_none_match
    if tags is not None:
        return any(one.value in (found.tag, "*") for one in tags)
    since = request.if_modified_since
    modified = found.modified.astimezone(UTC).replace(microsecond=0)
    return since is not None and modified <= since


def said(status: HTTPStatus, text: str) -> web.Response:
    """Say a line."""
    return web.Response(status=status, text=f"{text}\n")


def later(status: HTTPStatus, text: str, wait: timedelta) -> web.Response:
    """Say a line, and after how long to ask again (RFC 9110, 10.2.3)."""
    response = said(status, text)
    response.headers[hdrs.RETRY_AFTER] = str(max(1, ceil(wait.total_seconds())))
    return response
