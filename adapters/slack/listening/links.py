"""Dragoman's links, such as https://dragoman.example.org/event/g7-2024, and where they lead.

In Slack they unfold. To whoever follows one, the page tells nothing but how to ask.
"""

from urllib.parse import unquote, urlsplit

from aiohttp import web

from adapters.slack.listening.lookup import KINDS

_LONGEST = 100


def linked(public_url: str, url: str) -> tuple[str, str] | None:
    """Return the kind of thing that a link is about, and its reference; none if it is not ours."""
    try:
        ours, there = urlsplit(public_url), urlsplit(url)
    except ValueError:
        return None
    kind, _, reference = there.path.removeprefix(f"{ours.path}/").partition("/")
    if there.netloc != ours.netloc or kind not in KINDS or not reference:
        return None
    return kind, unquote(reference)[:_LONGEST]


def page(command: str) -> web.RouteDef:
    """Return the page to which all of them lead."""

    async def show(request: web.Request) -> web.Response:
        words = " ".join(request.match_info[one] for one in ("kind", "reference"))
        return web.Response(text=f"Ask Dragoman in Slack: {command} {words[:_LONGEST]}\n")

    return web.get(f"/{{kind:{'|'.join(KINDS)}}}/{{reference}}", show)
