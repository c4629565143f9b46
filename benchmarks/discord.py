"""(j) Discord: one alert to very many channels; how soon completion and answers come.

The alert goes through the real client's REST to a Discord on the loopback that refuses, with 429,
more than 50 requests a second. Without a gateway, which would tell what kind of channels there are,
each is asked for once: beside the time stands the least that so many requests take.

Interactions go through the real client in simcord, by turns with a bare command of discord.py that
looks nothing up. Its own work is in both figures, so their difference says more than either. Among
what is typed to be completed is what very many have in common: the worst that can be typed.

Not measured: Discord's network, gateway and clients; the limits that Discord has besides and tells
nobody; many guilds in the cache; several shards; interactions while an alert goes out.
"""

import asyncio
from collections.abc import Iterator
from functools import partial
from itertools import cycle
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
from benchmarks.affairs import TODAY
from benchmarks.lookups import SIZES, TARGET_MS
from benchmarks.measure import Line, scaled, seconds, slowest
from benchmarks.places import Site, discord_sink
from benchmarks.realm import Realm, open_realm
from benchmarks.world import announcements, open_world
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
_KNOWN = "putin-vietnam-2024"
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
            await channels.put_subscription(session, Subscription(id=name, channel=name), TODAY)
        await outbox.enqueue(session, announcements(CHANNELS, CHANNELS))


async def _complete(
    reader: Any, place: Any, command: str, option: str, said: Iterator[str]
) -> None:
    """Complete the next of several beginnings."""
    await reader.autocomplete(place, command, option, next(said))


async def _interactions(site: Site) -> list[Line]:
    realm = await open_realm(site, *SIZES[-1])
    database = Database(realm.url)
    client = _listening(database)
    lines = []
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild("Desk")
        place = guild.create_text_channel("asia")
        role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
        reader = guild.add_member(env.create_user("reader"), roles=[role])
        for command, option, several in _typed(realm):
            typed = await slowest(
                partial(_complete, reader, place, command, option, cycle(several)),
                partial(_complete, reader, place, "bare", "word", cycle(several)),
                rounds=ROUNDS,
            )
            lines.append(_line(site, f"completing {option} of /{command}", typed))
        asked = await slowest(
            lambda: reader.slash(place, "diplo event", event=_KNOWN),
            lambda: reader.slash(place, "bare", word=_KNOWN),
            rounds=ROUNDS,
        )
        lines.append(_line(site, "answering", asked))
    await database.close()
    return lines


def _typed(realm: Realm) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what is typed so far, by command and option; what is common among it."""
    names = [realm.society.people[number].name.lower() for number in (0, 1, 9, 99, 999)]
    parts = [one[:letters] for one in names for letters in (1, 3, len(one))]
    yield "diplo actor", "name", [*parts, "president of russia", "us pres", "put", "xyzzyx"]
    lasts = [one.rpartition(" ")[2] for one in names]
    events = [f"{one} 2019" for one in lasts] + ["visit", "visits united", "summit", "p", ""]
    yield "diplo event", "event", events
    yield "diplo who-is-in", "place", ["", "v", "viet", "washing", "united", "port", "swizerland"]
    yield "diplo-setup subscribe", "zone", ["", "tok", "europe", "zur", "america/new"]


def _line(site: Site, what: str, times: list[float]) -> Line:
    whole, bare = times
    within = whole - bare <= TARGET_MS
    people, many = SIZES[-1]
    return Line(
        f"(j) {what}, {people:,} people, {many:,} events, 99 of 100",
        site.on,
        f"{whole:.1f} ms",
        f"bare {bare:.1f} ms",
        whole / bare,
        f"{TARGET_MS} ms more, at most",
        within,
    )


def _listening(database: Database) -> discord.AutoShardedClient:
    """Return a client that answers from a database, and knows a bare command."""
    client = make_client()
    clock = ReplayClock(TODAY)
    door = Counter(Desk(database, {}, clock))
    ear = Ear(client, door, Answers(door, clock))
    ear.tree.add_command(_bare())

    async def setup_hook() -> None:
        await door.open()
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
