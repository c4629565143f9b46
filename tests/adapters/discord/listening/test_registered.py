"""What is registered with Discord: every command of the table, within its limits."""

from collections.abc import Iterator
from typing import Any

import discord
import pytest

from adapters.discord.connecting.languages import descriptions
from adapters.discord.connecting.sync import in_step, same_commands, sync
from adapters.discord.layout.paths import CHANNEL_SUMMARY, GATES, typed_path
from bot.commands.table import BY_NAME, COMMANDS

LIMIT_OF_ALL = 8000
"""Characters of a command with all that is in it, in its longest language.
https://discord.com/developers/docs/interactions/application-commands#slash-commands
"""


@pytest.fixture
def groups(room) -> dict[str, dict[str, Any]]:
    """The commands that are typed, as Discord has them."""
    registered = room.env.backend.commands[None]
    return {name: one for (name, _), one in registered.items() if name.startswith("diplo")}


@pytest.fixture
def typed(groups) -> dict[str, dict[str, Any]]:
    """Each command by what is typed."""
    return {path: one for name, group in groups.items() for path, one in leaves(group, f"/{name}")}


def leaves(command: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for one in command["options"]:
        if one["type"] == 2:
            yield from leaves(one, f"{path} {one['name']}")
        else:
            yield f"{path} {one['name']}", one


def length(part: dict[str, Any]) -> int:
    words = [part.get("description", ""), *(part.get("description_localizations") or {}).values()]
    choices = sum(len(one["name"]) + len(str(one["value"])) for one in part.get("choices") or ())
    inner = sum(map(length, part.get("options") or ()))
    return len(part["name"]) + max(map(len, words)) + choices + inner


def test_every_command_is_there_with_its_options(typed):
    assert set(typed) == {typed_path(one) for one in COMMANDS}
    for command in COMMANDS:
        options = {one["name"]: one for one in typed[typed_path(command)].get("options", ())}
        wanted = {one.name: one for one in command.options if not one.terminal}
        assert set(options) == set(wanted)
        for name, one in options.items():
            assert one["description"] == wanted[name].help
            assert one["required"] is wanted[name].required


def test_they_are_within_discords_limits(groups):
    for group in groups.values():
        assert length(group) <= LIMIT_OF_ALL
        inner = [group, *(one for one in group["options"] if one["type"] == 2)]
        assert all(len(one["options"]) <= 25 for one in inner)


def test_discord_asks_for_a_permission_by_role(groups):
    asked = {name: one["default_member_permissions"] for name, one in groups.items()}
    assert asked == {
        "diplo": None,
        "diplo-desk": discord.Permissions(manage_events=True).value,
        "diplo-setup": discord.Permissions(manage_guild=True).value,
    }
    assert typed_path(BY_NAME["actor"]) == "/diplo actor"
    assert typed_path(BY_NAME["why"]) == "/diplo channel why"
    assert typed_path(BY_NAME["cancel"]) == "/diplo-desk cancel"
    assert typed_path(BY_NAME["subscribe"]) == "/diplo-setup subscribe"


def test_every_description_is_in_every_language():
    words = descriptions()
    said = {one.summary for one in COMMANDS} | {one.summary for one in GATES.values()}
    assert said | {CHANNEL_SUMMARY} <= set(words)
    assert all(set(one) == {"de", "fr"} for one in words.values())
    assert all(len(text) <= 100 for one in words.values() for text in one.values())


def test_people_read_it_in_their_language(typed):
    actor = typed["/diplo actor"]
    assert actor["description_localizations"]["de"].startswith("Wer jemand ist")
    assert "name_localizations" not in actor or not actor["name_localizations"]


async def test_the_commands_are_registered_and_left_alone_the_next_time(room):
    def puts():
        return sum(one.method == "PUT" for one in room.env.http_requests)

    assert puts() == 1
    assert await in_step(room.ear.tree, None)
    assert not await sync(room.ear.tree, None)
    assert puts() == 1
    assert await sync(room.ear.tree, room.guild.id)  # a server for trials has its own
    assert puts() == 2


def test_what_discord_adds_is_no_difference_and_what_we_change_is():
    ours = [{"name": "a", "type": 1, "nsfw": False, "options": [{"name": "x", "required": True}]}]
    theirs = [{"id": "1", "name": "a", "type": 1, "options": [{"name": "x", "required": True}]}]
    assert same_commands(ours, theirs)
    assert not same_commands(ours, [{"name": "a", "type": 1, "options": [{"name": "x"}]}])
    assert not same_commands(ours, [])
    assert not same_commands([], theirs)
