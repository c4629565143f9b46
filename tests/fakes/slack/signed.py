"""What Slack sends to an app over HTTP: commands, clicks and events, signed.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

FORM = "application/x-www-form-urlencoded"


class SlackSends:
    """Sends to an app at `url`, signed with the app's `secret`."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._verifier = SignatureVerifier(secret)

    async def command(self, text: str, **fields: Any) -> tuple[int, str]:
        """Somebody types "/diplo text"."""
        said = {
            "command": "/diplo", "text": text, "team_id": "T0001", "channel_id": "C0001",
            "user_id": "U0001", "api_app_id": "A0001", **fields,
        }  # fmt: skip
        return await self.send(urlencode(said), FORM)

    async def interaction(self, payload: dict[str, Any]) -> tuple[int, str]:
        """Somebody clicks a button, or sends a modal."""
        return await self.send(urlencode({"payload": json.dumps(payload)}), FORM)

    async def event(self, event: dict[str, Any], **fields: Any) -> tuple[int, str]:
        """Something happens: an app_home_opened, an app_uninstalled."""
        said = {
            "type": "event_callback", "team_id": "T0001", "api_app_id": "A0001",
            "event_id": "Ev0001", "event_time": int(time.time()), "event": event, **fields,
        }  # fmt: skip
        return await self.send(json.dumps(said), "application/json")

    async def send(
        self, body: str, kind: str, *, signature: str | None = None, at: float | None = None
    ) -> tuple[int, str]:
        """Send a body and return status and text of the answer; `signature` to forge one."""
        timestamp = str(int(time.time() if at is None else at))
        made = self._verifier.generate_signature(timestamp=timestamp, body=body)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature or str(made),
        }
        async with (
            aiohttp.ClientSession() as http,
            http.post(self._url, data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.text()
