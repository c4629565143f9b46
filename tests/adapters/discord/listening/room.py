"""A simulated Discord with one guild, and the real client in it, answering from the small world."""

from dataclasses import dataclass

import discord
import simcord

from adapters.discord.connecting.connect import make_client
from adapters.discord.connecting.sync import sync
from adapters.discord.layout.mark import Mark
from adapters.discord.listening.answering import Answers
from adapters.discord.listening.ear import Ear
from adapters.discord.render import Style, render
from bot.cards.buttons import with_buttons
from bot.cards.card import Card, Tone
from bot.clock import ReplayClock
from bot.commands.door import Door
from bot.domain.alerts import AlertKind
from bot.store.database import Database
from tests import world

MAY_EDIT = discord.Permissions(manage_events=True)
MAY_RUN = discord.Permissions(manage_guild=True, manage_events=True)


@dataclass
class Room:
    """One guild with a channel and three people."""

    env: simcord.Env
    database: Database
    ear: Ear
    door: Door

    def __post_init__(self):
        guild = self.guild = self.env.create_guild("Desk")
        self.channel = guild.create_text_channel("asia")
        self.reader = guild.add_member(self.env.create_user("reader"))
        self.editor = self.person("editor", MAY_EDIT)
        self.admin = self.person("admin", MAY_RUN)

    def person(self, name, permissions):
        role = self.guild.create_role(f"{name}s", permissions=permissions)
        return self.guild.add_member(self.env.create_user(name), roles=[role])

    async def ask(self, line, who=None, **options):
        return await (who or self.reader).slash(self.channel, line, **options)

    def let(self, command, *whom):
        """Let somebody use a command, as a server's settings do."""
        registered = self.env.backend.commands[None]
        (number,) = {int(one["id"]) for (name, _), one in registered.items() if name == command}
        self.guild.set_command_permissions(number, dict.fromkeys(whom, True))

    async def alert(self, event="putin-north-korea-2024"):
        """Post an alert with its buttons, as the core does."""
        card = with_buttons(Card(Tone.NEWS, "A visit", reference=event), AlertKind.ANNOUNCED, None)
        sheet = render(card, Style.LAYOUT, Mark.of("token"))
        with self.env._bot_scope():
            await self.env.bot.get_channel(self.channel.id).send(**sheet.arguments())
        return self.channel.last_message


def shown(message) -> str:
    """All that a message of Discord says, as one text."""
    return "\n".join(_texts(parts_of(message)))


def parts_of(message) -> list:
    """The components of what the bot answered, or of a message in the channel, as JSON."""
    return [one if isinstance(one, dict) else one.to_dict() for one in message.components]


def _texts(parts):
    for one in parts:
        if one.get("content"):
            yield one["content"]
        yield from _texts(one.get("components", []))


def labels(message) -> list[str]:
    """The labels of its buttons."""
    return [one["label"] for one in _buttons(parts_of(message))]


def _buttons(parts):
    for one in parts:
        if one["type"] == 2:
            yield one
        inner = [*one.get("components", []), *filter(None, [one.get("accessory")])]
        yield from _buttons(inner)


def listener(door: Door, **more) -> tuple[discord.AutoShardedClient, Ear]:
    client = make_client()
    ear = Ear(client, door, Answers(door, ReplayClock(world.NOW), **more))

    async def setup_hook():
        await sync(ear.tree, None)

    client.event(setup_hook)
    return client, ear
