"""The methods of the Web API that post, change and read messages."""

from typing import Any

from tests.fakes.slack.checks import check_message
from tests.fakes.slack.state import BOT, Channel, Message, Refused, State, Team

Args = dict[str, Any]
_TRUE = ("1", "true", "True", True, 1)


class Messages:
    """chat.* and what conversations.* says of messages."""

    def __init__(self, state: State) -> None:
        self._state = state

    def post(self, team: Team, args: Args) -> Args:
        channel = self._open(team, args)
        check_message(args, self._state.files)
        known = self._state.by_client.get((channel.id, args.get("client_msg_id") or ""))
        if known is not None:
            first = channel.message(known)
            if first is None:
                raise Refused("duplicate_message_not_found")
            return self._posted(first)
        posted = self._message(channel.id, args, self._thread(channel, args.get("thread_ts")))
        channel.messages.append(posted)
        self._state.messages.append(posted)
        if posted.client_msg_id:
            self._state.by_client[channel.id, posted.client_msg_id] = posted.ts
        return self._posted(posted)

    def update(self, team: Team, args: Args) -> Args:
        channel = self._open(team, args)
        message = channel.message(str(args.get("ts")))
        if message is None:
            raise Refused("message_not_found")
        if message.user != BOT:
            raise Refused("cant_update_message")
        check_message(args, self._state.files, editing=True)
        message.rewrite(args)
        self._state.edited.append(message)
        return self._posted(message)

    def delete(self, team: Team, args: Args) -> Args:
        channel = self._open(team, args)
        message = channel.message(str(args.get("ts")))
        if message is None:
            raise Refused("message_not_found")
        channel.messages.remove(message)
        return {"channel": channel.id, "ts": message.ts}

    def ephemeral(self, team: Team, args: Args) -> Args:
        channel = self._open(team, args)
        if args.get("user") not in self._state.users:
            raise Refused("user_not_in_channel")
        check_message(args, self._state.files)
        self._state.ephemeral.append(self._message(channel.id, args, args.get("thread_ts")))
        return {"message_ts": self._state.ephemeral[-1].ts}

    def history(self, team: Team, args: Args) -> Args:
        channel = self._readable(team, args)
        newest_first = [one for one in channel.messages if one.thread_ts in (None, one.ts)][::-1]
        return self._page(channel, newest_first, args)

    def replies(self, team: Team, args: Args) -> Args:
        channel = self._readable(team, args)
        first = channel.message(str(args.get("ts")))
        if first is None:
            raise Refused("thread_not_found")
        return self._page(channel, [first, *channel.replies(first.ts)], args)

    def _open(self, team: Team, args: Args) -> Channel:
        """Return a channel that can be posted to; a person's id opens their direct messages."""
        channel = self._state.channel_of(team, args.get("channel"))
        if channel.archived:
            raise Refused("is_archived")
        if not channel.member:
            raise Refused("not_in_channel")
        return channel

    def _readable(self, team: Team, args: Args) -> Channel:
        channel = self._state.channel_of(team, args.get("channel"))
        if not channel.member:
            raise Refused("not_in_channel")
        return channel

    def _message(self, channel: str, args: Args, thread: str | None) -> Message:
        return Message(
            ts=self._state.next_ts(),
            channel=channel,
            user=BOT,
            text=args.get("text") or "",
            blocks=args.get("blocks") or [],
            attachments=args.get("attachments") or [],
            metadata=args.get("metadata"),
            thread_ts=thread,
            client_msg_id=args.get("client_msg_id"),
            sent=args,
        )

    def _thread(self, channel: Channel, asked: str | None) -> str | None:
        """Return the thread of a reply. To a message that is gone, Slack posts in the channel."""
        return asked if asked and channel.message(asked) else None

    def _posted(self, message: Message) -> Args:
        said = message.as_json(with_metadata=True)
        return {"channel": message.channel, "ts": message.ts, "message": said}

    def _page(self, channel: Channel, messages: list[Message], args: Args) -> Args:
        start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        with_metadata = args.get("include_all_metadata") in _TRUE
        page = [self._listed(channel, one, with_metadata) for one in messages[start:][:limit]]
        more = start + limit < len(messages)
        cursor = str(start + limit) if more else ""
        return {
            "messages": page,
            "has_more": more,
            "response_metadata": {"next_cursor": cursor},
        }

    def _listed(self, channel: Channel, message: Message, with_metadata: bool) -> Args:
        replies = channel.replies(message.ts)
        said = message.as_json(with_metadata=with_metadata)
        if replies:
            said |= {"reply_count": len(replies), "latest_reply": replies[-1].ts}
        return said
