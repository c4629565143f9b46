"""What Slack's refusals mean for the core, and what the lack of an answer means.

https://docs.slack.dev/reference/methods/chat.postMessage#errors
https://docs.slack.dev/reference/methods/chat.update#errors
"""

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.ports import MessageGone, Rejected, SendError, TryLater, Unclear, Undeliverable

RETRY = timedelta(seconds=30)
"""Where Slack does not say when to come again."""
UNKNOWN_RETRY = timedelta(minutes=10)
"""After an answer that is in no table: nothing is lost until somebody has looked."""
_RATE_LIMITED = 429
_BROKEN = 500

_NOT_THERE = frozenset(
    {
        # the channel
        "channel_not_found", "not_in_channel", "is_archived", "restricted_action",
        "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "messages_tab_disabled", "team_access_not_granted", "team_not_found",
        # the person, of a direct message
        "cannot_dm_bot", "user_not_found", "user_disabled", "user_not_visible",
        # the token
        "not_authed", "invalid_auth", "token_revoked", "token_expired", "account_inactive",
        "no_permission", "missing_scope", "not_allowed_token_type", "access_denied",
        "org_login_required", "ekm_access_denied", "enterprise_is_restricted",
        "two_factor_setup_required", "accesslimited",
    }
)  # fmt: skip
_REFUSED = frozenset(
    {
        "invalid_blocks", "invalid_blocks_format", "invalid_arguments", "invalid_arg_name",
        "invalid_array_arg", "invalid_charset", "invalid_json", "json_not_object", "no_text",
        "msg_too_long", "msg_blocks_too_long", "too_many_attachments", "too_many_contact_cards",
        "attachment_payload_limit_exceeded", "invalid_metadata_format", "invalid_metadata_schema",
        "metadata_too_large", "metadata_must_be_sent_from_app", "markdown_text_conflict",
        "duplicate_message_not_found", "duplicate_channel_not_found",
    }
)  # fmt: skip
"""The message. A duplicate that is not found was posted once, and somebody deleted it."""
_GONE = frozenset(
    {
        "message_not_found", "thread_not_found", "invalid_thread_ts", "cannot_reply_to_message",
        "restricted_action_thread_locked", "restricted_action_non_threadable_channel",
        "cant_update_message", "edit_window_closed",
    }
)  # fmt: skip
"""The message to be edited or replied to is not there, or may not be touched: begin anew."""
_LIMITED = frozenset({"ratelimited", "rate_limited"})
_BUSY = frozenset(
    {
        "message_limit_exceeded", "service_unavailable", "team_added_to_org", "request_timeout",
        "external_channel_migrating", "update_failed",
    }
)  # fmt: skip
_MAYBE_DONE = frozenset({"internal_error", "fatal_error"})
"""Slack says of these itself that part of the work may have been done."""


class Limited(TryLater):
    """Slack has had enough of this method, or of messages in this channel, for a while."""


def refusal(refused: SlackApiError) -> SendError:
    """Return what an answer of Slack that is not "ok" means."""
    response = refused.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    code = _code(response)
    if status == _RATE_LIMITED or code in _LIMITED:
        return Limited(_said(code or "ratelimited", response), _retry_after(response))
    if code in _BUSY:
        return TryLater(_said(code, response), _retry_after(response))
    if status >= _BROKEN or code in _MAYBE_DONE or not code:
        return Unclear(f"Slack failed: {code or f'HTTP {status}'}")
    for codes, meaning in ((_NOT_THERE, Undeliverable), (_REFUSED, Rejected), (_GONE, MessageGone)):
        if code in codes:
            return meaning(_said(code, response))
    return TryLater(_said(code, response), UNKNOWN_RETRY)


def no_answer(broken: aiohttp.ClientError | TimeoutError) -> SendError:
    """Return what the lack of an answer means: whether the request can have reached Slack."""
    if isinstance(broken, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return TryLater("Slack cannot be reached", RETRY)
    if isinstance(broken, TimeoutError):
        return Unclear("Slack did not answer in time")
    return Unclear("the connection to Slack was lost")


def _code(response: object) -> str:
    data = getattr(response, "data", None)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _said(code: str, response: object) -> str:
    """Say the code with what Slack adds to it: the scope that is missing, the block at fault."""
    data = getattr(response, "data", None)
    details: list[str] = []
    if isinstance(data, dict):
        details += [f"needs {data['needed']}"] if data.get("needed") else []
        details += map(str, (data.get("response_metadata") or {}).get("messages", []))
    return f"Slack: {code}" + (f" ({'; '.join(details)[:300]})" if details else "")


def _retry_after(response: object) -> timedelta:
    headers = getattr(response, "headers", None) or {}
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), "")
    return timedelta(seconds=int(value)) if str(value).isdecimal() else RETRY
