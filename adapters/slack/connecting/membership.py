"""Whether Dragoman is where it is to speak: its channels beside those that have a subscription."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connecting.unanswered import NO_ANSWER, reason
from adapters.slack.sending.address import Address
from bot.adapter import Finding
from bot.commands.door import ChannelAddress

_NAMED = 10
_PAGE = 200
"""https://docs.slack.dev/reference/methods/users.conversations: more at once is not advised."""
_HOME = "home"
"""The workspace of channels that were named without one."""
_RENEW = "paste the manifest of `dragoman slack manifest` and reinstall the app"


async def membership(
    client: AsyncWebClient, token: str, team: str, wanted: Iterable[ChannelAddress]
) -> AsyncIterator[Finding]:
    """Say where we are in a team, then each channel that hears nothing though it wants to."""
    try:
        there = {one["id"]: one async for one in _ours(client, token)}
    except NO_ANSWER as failed:
        yield Finding("channels", well=False, said=reason(failed), fix=_RENEW)
        return
    yield _in(there)
    subscribed = [one for one in wanted if one.workspace in (team.lower(), _HOME)]
    deaf = [found for one in subscribed if (found := _deaf(one, there))]
    for one in deaf:
        yield one
    if subscribed and not deaf:
        said = f"all {len(subscribed)} that were made here can be served"
        yield Finding("subscriptions", well=True, said=said)


async def _ours(client: AsyncWebClient, token: str) -> AsyncIterator[dict[str, Any]]:
    pages = await client.users_conversations(
        token=token, types="public_channel,private_channel", limit=_PAGE
    )
    async for page in pages:
        for one in page["channels"]:
            yield one


def _in(there: dict[str, dict[str, Any]]) -> Finding:
    names = [f"#{one.get('name')}" for one in there.values() if not one.get("is_archived")]
    if not names:
        fix = "write /invite @Dragoman in each channel that is to hear of events"
        return Finding("channels", well=False, said="Dragoman is in no channel", fix=fix)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return Finding("channels", well=True, said=f"in {', '.join(names[:_NAMED])}{more}")


def _deaf(one: ChannelAddress, there: dict[str, dict[str, Any]]) -> Finding | None:
    """Say why a channel hears nothing; none where it does."""
    address = Address.parse(one.address)
    found = there.get(address.channel)
    if address.is_direct or (found and not found.get("is_archived")):
        return None
    name = one.name if one.name == address.channel else f"#{one.name.lstrip('#')}"
    if found:
        said = f"{name} has a subscription, but is archived"
        fix = f"unarchive {name} in Slack; what is held for it is sent then"
    else:
        said = f"{name} has a subscription, but Dragoman is not in it"
        fix = f"/invite @Dragoman in {name}"
    return Finding("subscriptions", well=False, said=said, fix=fix)
