"""What comes in is checked against Discord's limits; what goes out looks as Discord writes it."""

from datetime import UTC, datetime
from typing import Any

from simcord.components import ComponentValidationError, validate_message_state

from tests.fakes.discord.said import Said, text_of
from tests.fakes.discord.uploads import attachments
from tests.fakes.discord.uploads import shown as shown_components
from tests.fakes.discord.world import BOT, GUILD, OWNER, Place, Refusal

_NONCE = 25
_NAME = 100
_V2 = 1 << 15
_SEEN_AT = "2024-06-17T11:00:00+00:00"


def checked(body: dict[str, Any], before: Said | None = None) -> dict[str, Any]:
    """Return a message if Discord would take it; refuse it as Discord does if not."""
    whole = (before.body if before else {}) | body
    try:
        if len(str(body.get("nonce", ""))) > _NONCE:
            raise ValueError("nonce: Must be 25 or fewer in length.")  # noqa: TRY301
        shown = validate_message_state(
            whole.get("components") or [],
            flags=whole.get("flags", 0),
            content=whole.get("content"),
            embeds=whole.get("embeds") or [],
            previous_flags=before.body.get("flags", 0) if before else 0,
            require_nonempty=True,
        )
        text_of(whole).encode()
    except (ComponentValidationError, TypeError, ValueError) as wrong:
        raise Refusal(400, 50035, f"Invalid Form Body: {wrong}") from wrong
    return whole | {"components": shown}


def checked_name(body: dict[str, Any]) -> str:
    name = body.get("name", "")
    if not 1 <= len(name.strip()) <= _NAME:
        raise Refusal(400, 50035, "Invalid Form Body: name must be between 1 and 100 in length")
    return name


def user(number: int) -> dict[str, Any]:
    name = {BOT: "dragoman", OWNER: "owner"}[number]
    return {
        "id": str(number), "username": name, "global_name": None, "discriminator": "0",
        "avatar": None, "bot": number == BOT,
    }  # fmt: skip


def application() -> dict[str, Any]:
    return {
        "id": str(BOT), "name": "Dragoman", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "owner": user(OWNER), "verify_key": "", "summary": "",
        "team": None, "flags": 0, "rpc_origins": [],
    }  # fmt: skip


def message(said: Said, *, with_nonce: bool = False) -> dict[str, Any]:
    """Write a message; only whoever posts it gets its nonce back."""
    found = {
        "id": str(said.id), "channel_id": str(said.channel), "author": user(BOT), "type": 0,
        "content": said.body.get("content") or "", "timestamp": _SEEN_AT, "edited_timestamp": None,
        "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": attachments(said.body), "pinned": False, "flags": said.body.get("flags", 0),
        "embeds": [one | {"type": "rich"} for one in said.body.get("embeds") or []],
        "components": shown_components(said.body),
    }  # fmt: skip
    return found | ({"nonce": said.nonce} if with_nonce else {})


def guild() -> dict[str, Any]:
    return {
        "id": str(GUILD), "name": "home", "owner_id": str(OWNER), "roles": [], "emojis": [],
        "features": [], "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0, "nsfw_level": 0,
        "system_channel_id": None, "system_channel_flags": 0, "afk_timeout": 60,
        "preferred_locale": "en-GB", "stickers": [], "premium_progress_bar_enabled": False,
    }  # fmt: skip


def channel(place: Place) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": str(place.id), "type": place.type, "name": place.name}
    if place.is_dm:
        return shown | {"recipients": [user(OWNER)]}
    shown |= {
        "guild_id": str(GUILD), "position": 0, "permission_overwrites": [], "nsfw": False,
        "parent_id": str(place.parent) if place.parent else None, "rate_limit_per_user": 0,
    }  # fmt: skip
    if place.is_forum:
        tag = {"id": "77", "name": "news", "moderated": False, "emoji_id": None, "emoji_name": None}
        shown |= {"available_tags": [tag], "flags": place.asks_for_tag << 4}
    if place.is_thread:
        last = str(max(place.said)) if place.said else None
        now = datetime.now(UTC).isoformat()
        shown |= {
            "owner_id": str(BOT), "message_count": len(place.said), "member_count": 1,
            "last_message_id": last, "thread_metadata": {
                "archived": place.archived, "locked": place.locked, "auto_archive_duration": 1440,
                "archive_timestamp": now, "create_timestamp": now,
            },
        }  # fmt: skip
    return shown
