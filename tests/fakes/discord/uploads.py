"""A request that brings files: https://discord.com/developers/docs/reference#uploading-files."""

import json
from typing import Any

from aiohttp import web
from simcord.components import resolve_attachment_references

from tests.fakes.discord.world import May, Place, Refusal

LONGEST_DESCRIPTION = 1024


async def body_of(request: web.Request, place: Place) -> dict[str, Any]:
    """Return what was sent; each attachment with its content, refused where none may be attached.

    What an edit keeps is named by its id alone.
    """
    if request.content_type != "multipart/form-data":
        return dict(await request.json())
    form = await request.post()
    body = json.loads(str(form["payload_json"]))
    if May.ATTACH in place.denied:
        raise Refusal(403, 50013, "Missing Permissions")
    told = body.get("message", body)  # the first of a forum's post stands in it
    told["attachments"] = [_attached(one, form) for one in told["attachments"]]
    return dict(body)


def _attached(told: dict[str, Any], form: Any) -> dict[str, Any]:
    file = form.get(f"files[{told['id']}]")
    if len(told.get("description") or "") > LONGEST_DESCRIPTION:
        raise Refusal(400, 50035, "Invalid Form Body: description must be 1024 or fewer in length")
    content = file.file.read()
    url = f"https://cdn.invalid/{told['filename']}"
    return told | {"size": len(content), "url": url, "proxy_url": url, "content": content}


def attachments(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the attachments of a message as a reader gets them."""
    found = body.get("attachments") or []
    return [{key: one[key] for key in one if key != "content"} for one in found]


def shown(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the components of a message with the files that they name."""
    return resolve_attachment_references(body.get("components") or [], attachments(body))
