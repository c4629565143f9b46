"""The methods of the Web API that list: people, user groups, the bot's channels; and unfolding."""

from collections.abc import Callable
from typing import Any

from tests.fakes.slack.state import State, Team

Args = dict[str, Any]


def lists(state: State) -> dict[str, Callable[[Team, Args], Args]]:
    """Return the methods, for the table of all."""

    def people(_team: Team, _args: Args) -> Args:
        return {"members": [one.as_json() for one in state.users.values()]}

    def groups(_team: Team, _args: Args) -> Args:
        return {
            "usergroups": [{"id": one, "users": users} for one, users in state.groups.items()],
        }

    def conversations(team: Team, _args: Args) -> Args:
        mine = [one for one in state.channels.values() if one.team == team.id and one.member]
        return {"channels": [one.as_json() for one in mine if one.with_user is None]}

    def unfurl(_team: Team, args: Args) -> Args:
        state.views.append(("chat.unfurl", args))
        return {}

    return {
        "users.list": people,
        "usergroups.list": groups,
        "users.conversations": conversations,
        "chat.unfurl": unfurl,
    }
