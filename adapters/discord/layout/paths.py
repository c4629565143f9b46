"""Where a command stands on Discord, and so what people type: "/diplo channel why"."""

from bot.commands.spec import Command, Permission

PREFIX = "diplo"
"""The word before all commands; the first of what a button stands for."""

CHANNEL = "channel"
"""The option that a command has if it concerns the channel in which it is typed."""

CHANNEL_GROUP, RECORD = "channel", "record"
GROUPS = {
    CHANNEL_GROUP: "What this channel hears, and who may change it",
    RECORD: "Change the record",
}


def place_of(command: Command) -> str | None:
    """Return the inner group in which a command stands; none: directly in the outer."""
    if command.option(CHANNEL) is not None or command.permission is Permission.ADMIN:
        return CHANNEL_GROUP
    return RECORD if command.writes else None


def typed_path(command: Command, word: str = PREFIX) -> str:
    """Return a command as people type it: "/diplo channel subscribe"."""
    return " ".join(filter(None, [f"/{word}", place_of(command), command.name]))
