"""What is typed on Discord is answered, for nobody else's eyes."""

import pytest
import simcord

from tests.adapters.discord.listening.room import labels, shown


async def test_an_actor_is_looked_up(room):
    result = await room.ask("diplo actor", name="putin")
    assert result.acknowledged
    assert result.response.ephemeral
    assert "Vladimir Putin" in shown(result.response)
    assert labels(result.response)[-1] == "Share"


async def test_a_name_is_completed_while_it_is_typed(room):
    found = await room.reader.autocomplete(room.channel, "diplo actor", "name", "kim j")
    assert {"name": "Kim Jong Un", "value": "kim-jong-un"} in found


async def test_what_is_given_narrows_nothing_and_breaks_nothing(room):
    found = await room.reader.autocomplete(
        room.channel, "diplo exposure", "country", "mong", actor="vladimir-putin"
    )
    assert [one["value"] for one in found] == ["MN"]


async def test_a_reader_may_not_subscribe_and_an_admin_may(room):
    with pytest.raises(simcord.SetupError, match="default-member-permissions"):
        await room.ask("diplo-setup subscribe", actors="vladimir-putin")
    done = await room.ask("diplo-setup subscribe", room.admin, actors="vladimir-putin")
    assert done.response.ephemeral
    listed = await room.ask("diplo channel subscriptions")
    assert "vladimir-putin" in shown(listed.response)


async def test_a_command_that_we_no_longer_have_is_said(room):
    """Discord may still show what an older version had registered."""
    (scope,) = room.env.backend.commands
    diplo = next(
        one for (name, _), one in room.env.backend.commands[scope].items() if name == "diplo"
    )
    diplo["options"].append({"name": "oracle", "type": 1, "description": "Old", "options": []})
    result = await room.ask("diplo oracle")
    assert "That came to nothing" in shown(result.response)


async def test_claiming_is_for_everybody_and_shows_on_the_alert(room):
    alert = await room.alert()
    done = await room.reader.click(alert, label="Claim")
    assert done.response.ephemeral
    assert "reader covers it" in shown(done.response)
