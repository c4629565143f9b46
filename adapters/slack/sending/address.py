"""Where a channel is: which workspace, whose token opens it, and which channel there."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Address:
    """A channel of a workspace, written "TEAM/CHANNEL", or "CHANNEL" where one token serves."""

    workspace: str
    """The team's id as the core writes it, in small letters; empty where one token serves."""
    channel: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return the address of a `bot.domain.subscription.Channel`."""
        workspace, _, channel = written.rpartition("/")
        return cls(workspace.lower(), channel)

    @property
    def is_direct(self) -> bool:
        """Whether it is somebody's direct messages with us, into which nobody has to invite us."""
        return self.channel.startswith("D")
