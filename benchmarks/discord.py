"""(j) Discord: one alert to very many channels; how soon completion and answers come.

The alert goes through the real client's REST to a Discord on the loopback that refuses, with 429,
more than 50 requests a second. Without a gateway, which would tell what kind of channels there are,
each is asked for once: beside the time stands the least that so many requests take.

Interactions go through the real client in simcord, by turns with a bare command of discord.py that
looks nothing up. Its own work is in both figures, so their difference says more than either. What
is typed to be completed stands in every title: the worst that can be typed.

Not measured: Discord's network, gateway and clients; the limits that Discord has besides and tells
nobody; many guilds in the cache; several shards; interactions while an alert goes out.
"""

import asyncio
from math import ceil
from typing import Any

import discord
import simcord
from discord import app_commands
from discord.http import Route

from adapters.discord.connecting.connect import make_client
from adapters.discord.connecting.sync import sync
from adapters.discord.layout.limits import ALL_REQUESTS
from adapters.discord.listening.answering import Answers
from adapters.discord.listening.ear import Ear
from adapters.discord.platform import DiscordPlatform
from benchmarks.lookups import EVENTS
from benchmarks.measure import Line, scaled, seconds, slowest
from benchmarks.places import Site, discord_sink
from benchmarks.world import NOW, announcements, open_world, shared_world
from bot.clock import ReplayClock, SystemClock
from bot.counter import Counter
from bot.domain.delivery import DeliveryState
from bot.domain.subscription import Channel, Subscription
from bot.flow.deliver import deliver
from bot.flow.desk import Desk
from bot.store import channels, outbox
from bot.store.database import Database
from tests.fakes.discord.server import TOKEN

CHANNELS = scaled(10_000, 300)
ROUNDS = scaled(500, 40)
PER_SECOND, PER = ALL_REQUESTS
TARGET = 1.15
"""A turn is given on a whole second after the answer, not after the request."""


async def bench(site: Site) -> list[Line]:
    """Measure both."""
    return [await _alert(site), *await _interactions(site)]


async def _alert(site: Site) -> Line:
    database = await open_world(site.make_url("discord"), 1, [])
    await _subscribe(database)
    base = Route.BASE
    with discord_sink(PER_SECOND, CHANNELS) as (url, tally):
        client = make_client(url)
        try:
            await client.login(TOKEN)
            platform = DiscordPlatform(client)
            desk = Desk(database, {platform.name: platform}, SystemClock())
            await asyncio.sleep(PER.total_seconds())  # logging in was not paced, and counts, too
            before = tally()
            took = await seconds(deliver(desk))
            after = tally()
        finally:
            await client.close()
            Route.BASE = base
    async with database.reading() as session:
        sent = (await outbox.states(session)).get(DeliveryState.SENT, 0)
    await database.close()
    requests = after.requests - before.requests
    least = float(ceil(requests / PER_SECOND) - 1)
    well = after.refused == 0 and sent == after.messages == CHANNELS
    return Line(
        f"(j) an alert to {sent:,} of {CHANNELS:,} channels",
        site.on,
        f"{took:.2f} s, {after.refused} refused",
        f"{requests:,} requests: {least:.0f} s",
        took / least,
        f"at most {TARGET}, none",
        took / least <= TARGET and well,
    )


async def _subscribe(database: Database) -> None:
    async with database.writing() as session:
        for number in range(CHANNELS):
            name = f"channel-{number}"
            place = Channel(id=name, platform="discord", address=str(number + 1), name=name)
            await channels.put_channel(session, place)
            await channels.put_subscription(session, Subscription(id=name, channel=name), NOW)
        await outbox.enqueue(session, announcements(CHANNELS, CHANNELS))


async def _interactions(site: Site) -> list[Line]:
    database = await shared_world(site, EVENTS)
    client = _listening(database)
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild("Desk")
        place = guild.create_text_channel("asia")
        reader = guild.add_member(env.create_user("reader"))
        typed = await slowest(
            lambda: reader.autocomplete(place, "diplo event", "event", "visit number 7"),
            lambda: reader.autocomplete(place, "bare", "word", "visit number 7"),
            rounds=ROUNDS,
        )
        asked = await slowest(
            lambda: reader.slash(place, "diplo event", event="visit-7"),
            lambda: reader.slash(place, "bare", word="visit-7"),
            rounds=ROUNDS,
        )
    await database.close()
    return [
        Line(
            f"(j) {what} among {EVENTS:,} events, 99 of 100",
            site.on,
            f"{whole:.1f} ms",
            f"bare {bare:.1f} ms",
            whole / bare,
        )
        for what, (whole, bare) in (("completing", typed), ("answering", asked))
    ]


def _listening(database: Database) -> discord.AutoShardedClient:
    """Return a client that answers from a database, and knows a bare command."""
    client = make_client()
    clock = ReplayClock(NOW)
    door = Counter(Desk(database, {}, clock))
    ear = Ear(client, door, Answers(door, clock))
    ear.tree.add_command(_bare())

    async def setup_hook() -> None:
        await sync(ear.tree, None)

    client.event(setup_hook)
    return client


def _bare() -> app_commands.Command[Any, ..., None]:
    @app_commands.command(name="bare", description="Says a word")
    async def bare(interaction: discord.Interaction[Any], word: str) -> None:
        await interaction.response.send_message(word, ephemeral=True)

    @bare.autocomplete("word")
    async def complete(
        _interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=current, value=current)]

    return bare
