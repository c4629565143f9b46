"""What is registered with Discord: every command of the table, within its limits."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.discord.connecting.languages import descriptions
from adapters.discord.connecting.sync import in_step, same_commands, sync
from adapters.discord.layout.paths import GROUPS, place_of, typed_path
from bot.commands.table import BY_NAME, COMMANDS

LIMIT_OF_ALL = 8000
"""Characters of a command with all that is in it, in its longest language.
https://discord.com/developers/docs/interactions/application-commands#slash-commands
"""


@pytest.fixture
def whole(room) -> dict[str, Any]:
    """The command as Discord has it."""
    registered = room.env.backend.commands[None]
    return next(one for (name, _), one in registered.items() if name == "diplo")


def leaves(command: dict[str, Any], path: str = "/diplo") -> Iterator[tuple[str, dict[str, Any]]]:
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


def test_every_command_is_there_with_its_options(whole):
    found = dict(leaves(whole))
    assert set(found) == {typed_path(one) for one in COMMANDS}
    for command in COMMANDS:
        options = {one["name"]: one for one in found[typed_path(command)].get("options", ())}
        wanted = {one.name: one for one in command.options if not one.terminal}
        assert set(options) == set(wanted)
        for name, one in options.items():
            assert one["description"] == wanted[name].help
            assert one["required"] is wanted[name].required


def test_it_is_within_discords_limits(whole):
    assert length(whole) <= LIMIT_OF_ALL
    groups = [whole, *(one for one in whole["options"] if one["type"] == 2)]
    assert all(len(one["options"]) <= 25 for one in groups)


def test_what_concerns_the_channel_and_the_record_stand_apart():
    assert {place_of(one) for one in COMMANDS} == {None, *GROUPS}
    assert typed_path(BY_NAME["actor"]) == "/diplo actor"
    assert typed_path(BY_NAME["why"]) == "/diplo channel why"
    assert typed_path(BY_NAME["cancel"]) == "/diplo record cancel"


def test_every_description_is_in_every_language():
    words = descriptions()
    assert {one.summary for one in COMMANDS} | set(GROUPS.values()) <= set(words)
    assert all(set(one) == {"de", "fr"} for one in words.values())
    assert all(len(text) <= 100 for one in words.values() for text in one.values())


def test_people_read_it_in_their_language(whole):
    actor = dict(leaves(whole))["/diplo actor"]
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
