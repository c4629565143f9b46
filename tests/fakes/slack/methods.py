"""The methods of the Web API about everything but messages."""

from typing import Any

from tests.fakes.slack.state import BOT, BOT_ID, Channel, Refused, State, Team

Args = dict[str, Any]
APP = "A0001"
LONGEST_ALT = 1000


class Methods:
    """auth, conversations, users, usergroups, views, files and the exchange of codes."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.url = ""

    def auth_test(self, team: Team, _args: Args) -> Args:
        return {
            "url": f"{self.url}/",
            "team": team.name,
            "team_id": team.id,
            "user": "dragoman",
            "user_id": BOT,
            "bot_id": BOT_ID,
        }

    def auth_revoke(self, team: Team, _args: Args) -> Args:
        team.revoked = True
        return {"revoked": True}

    def info(self, team: Team, args: Args) -> Args:
        return {"channel": self._state.channel_of(team, args.get("channel")).as_json()}

    def list(self, team: Team, args: Args) -> Args:
        mine = [one for one in self._state.channels.values() if one.team == team.id]
        start, limit = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        cursor = str(start + limit) if start + limit < len(mine) else ""
        return {
            "channels": [one.as_json() for one in mine[start:][:limit]],
            "response_metadata": {"next_cursor": cursor},
        }

    def join(self, team: Team, args: Args) -> Args:
        channel = self._state.channel_of(team, args.get("channel"))
        if channel.archived:
            raise Refused("is_archived")
        if channel.private:
            raise Refused("method_not_supported_for_channel_type")
        channel.member = True
        return {"channel": channel.as_json()}

    def open(self, team: Team, args: Args) -> Args:
        user = str(args.get("users") or "")
        if user not in self._state.users:
            raise Refused("user_not_found")
        for one in self._state.channels.values():
            if one.team == team.id and one.with_user == user:
                return {"channel": {"id": one.id}, "already_open": True}
        made = Channel(self._state.next_id("D"), user, team.id, private=True, with_user=user)
        self._state.channels[made.id] = made
        return {"channel": {"id": made.id}}

    def user(self, _team: Team, args: Args) -> Args:
        found = self._state.users.get(str(args.get("user")))
        if found is None:
            raise Refused("user_not_found")
        return {"user": found.as_json()}

    def group(self, _team: Team, args: Args) -> Args:
        found = self._state.groups.get(str(args.get("usergroup")))
        if found is None:
            raise Refused("no_such_subteam")
        return {"users": found}

    def view(self, method: str, args: Args) -> Args:
        if method == "views.open":
            trigger = str(args.get("trigger_id"))
            if trigger not in self._state.triggers:
                raise Refused("expired_trigger_id")
            self._state.triggers.remove(trigger)
        if method == "views.publish" and args.get("user_id") not in self._state.users:
            raise Refused("user_not_found")
        self._state.views.append((method, args))
        given = args.get("view") or {}
        shown = {"id": args.get("view_id") or self._state.next_id("V"), "hash": "h1"}
        return {"view": {**given, **shown}}

    def upload_url(self, _team: Team, args: Args) -> Args:
        length, alt = int(args.get("length") or 0), args.get("alt_txt")
        if not args.get("filename") or not length:
            raise Refused("missing_argument")
        if len(alt or "") > LONGEST_ALT:
            raise Refused("alt_txt_too_large")
        file = self._state.next_id("F")
        self._state.files[file] = {"name": args["filename"], "length": length, "alt": alt}
        return {"file_id": file, "upload_url": f"{self.url}/upload/{file}"}

    def complete_upload(self, team: Team, args: Args) -> Args:
        """files.completeUploadExternal; with no channel, the file is the app's own."""
        where = args.get("channel_id")
        if where and not self._state.channel_of(team, where).member:
            raise Refused("not_in_channel")
        for one in args["files"]:
            if "content" not in self._state.files.get(one["id"], {}):
                raise Refused("file_not_found")
            shared = {"channel": where, "thread": args.get("thread_ts"), **one}
            # As Slack: what is uploaded is looked into first, and until then no block may name it.
            self._state.files[one["id"]] |= shared | {"looked_into": self._state.slow_files}
        return {"files": [{"id": one["id"]} for one in args["files"]]}

    def access(self, args: Args) -> Args:
        """oauth.v2.access, which needs no token; a code serves once."""
        team_id = self._state.codes.pop(str(args.get("code")), None)
        if team_id is None:
            raise Refused("invalid_code")
        team = self._state.teams[team_id]
        team.revoked = False
        return {
            "app_id": APP,
            "access_token": team.token,
            "token_type": "bot",
            "scope": "chat:write,commands",
            "bot_user_id": BOT,
            "team": {"id": team.id, "name": team.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": next(iter(self._state.users), "U0001")},
        }
