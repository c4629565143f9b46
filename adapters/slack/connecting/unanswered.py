"""Questions to Slack that stay without an answer, where one can go on without it."""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

NO_ANSWER = (SlackClientError, aiohttp.ClientError, TimeoutError)
"""How a question to Slack fails."""
NOT_GRANTED = frozenset(
    {"missing_scope", "not_allowed_token_type", "access_denied", "paid_teams_only", "no_permission"}
)
"""Codes that will be the same in a minute."""


def code(failed: Exception) -> str:
    """Return Slack's code for a failure; empty where there was no answer at all."""
    return str(failed.response.get("error")) if isinstance(failed, SlackApiError) else ""


def reason(failed: Exception) -> str:
    """Return why a question failed; never with the request, which has a token in it."""
    said = code(failed)
    return f"Slack says {said}" if said else f"Slack does not answer ({type(failed).__name__})"
