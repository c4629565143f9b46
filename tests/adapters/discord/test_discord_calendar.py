"""The scheduled events of a guild, in a simulated Discord that knows its limits and permissions."""

from datetime import timedelta

import discord
import pytest

from bot.ports import Entry, Undeliverable

pytestmark = pytest.mark.simcord(shard_count=1)


@pytest.fixture
def entry() -> Entry:
    starts = discord.utils.utcnow().replace(microsecond=0) + timedelta(days=30)
    return Entry("The visit", starts, starts + timedelta(days=2), "Pyongyang")


async def listed(simcord_bot, guild) -> list[discord.ScheduledEvent]:
    return await simcord_bot.get_guild(guild.id).fetch_scheduled_events()


async def test_an_event_is_listed_changed_and_called_off(said, guild, simcord_bot, entry):
    home = str(guild.id)
    known = await said.mirror(home, entry, None)
    (one,) = await listed(simcord_bot, guild)
    assert (str(one.id), one.name, one.location) == (known, "The visit", "Pyongyang")
    assert (one.start_time, one.end_time) == (entry.starts, entry.ends)
    later = Entry("Moved", entry.starts + timedelta(days=9), entry.ends + timedelta(days=9))
    assert await said.mirror(home, later, known) == known
    (one,) = await listed(simcord_bot, guild)
    assert (one.name, one.start_time) == ("Moved", later.starts)
    assert one.location == "Place not known"
    assert await said.mirror(home, None, known) is None
    left = [each.status for each in await listed(simcord_bot, guild)]
    assert discord.EventStatus.scheduled not in left


async def test_what_somebody_took_away_is_listed_anew(said, guild, simcord_bot, entry):
    known = await said.mirror(str(guild.id), entry, None)
    (one,) = await listed(simcord_bot, guild)
    await one.delete()
    again = await said.mirror(str(guild.id), entry, known)
    (one,) = await listed(simcord_bot, guild)
    assert str(one.id) == again != known
    await one.delete()
    assert await said.mirror(str(guild.id), None, again) is None


async def test_names_and_places_are_cut_to_what_discord_takes(said, guild, simcord_bot, entry):
    long = Entry("A visit " * 40, entry.starts, entry.ends, "A palace " * 40)
    await said.mirror(str(guild.id), long, None)
    (one,) = await listed(simcord_bot, guild)
    assert (len(one.name), len(one.location or "")) <= (100, 100)
    assert one.name.endswith("…")


async def test_in_no_guild_of_ours_nothing_is_listed(said, simcord_env, entry):
    with pytest.raises(Undeliverable):
        await said.mirror("1", entry, None)
