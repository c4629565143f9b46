"""Whom a message calls: only those whom a subscription names by their ids on Discord."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import discord

from adapters.discord.layout.text import fit

SHOWN = 600
"""Characters of the line of calls: a dozen of them, as many as a subscription has."""
NAME = 60

_ROLE = re.compile(r"(?:<@&)?(\d{15,20})>?")
_USER = re.compile(r"<@!?(\d{15,20})>")


def nobody() -> discord.AllowedMentions:
    """Return what lets a message call nobody, whatever stands in it."""
    return discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Calls:
    """The line in which the called stand, and who of them may be called."""

    line: str = ""
    allowed: discord.AllowedMentions = field(default_factory=nobody)

    @classmethod
    def of(cls, mentions: Iterable[str]) -> Self:
        """Read the ids of roles, bare or as Discord writes them, and of users.

        What is no id is shown as text: Discord calls nobody by a name.
        """
        shown: dict[str, discord.Object | None] = {}
        for whom in mentions:
            if role := _ROLE.fullmatch(whom):
                shown[f"<@&{role[1]}>"] = discord.Object(int(role[1]), type=discord.Role)
            elif user := _USER.fullmatch(whom):
                shown[f"<@{user[1]}>"] = discord.Object(int(user[1]), type=discord.User)
            else:
                shown[fit(whom, NAME)] = None
        called = [one for one in shown.values() if one is not None]
        allowed = discord.AllowedMentions(
            everyone=False,
            users=[one for one in called if one.type is discord.User],
            roles=[one for one in called if one.type is discord.Role],
            replied_user=False,
        )
        return cls(_line(shown), allowed)


def _line(shown: Iterable[str]) -> str:
    line = ""
    for one in filter(None, shown):
        if len(line) + len(one) + 2 > SHOWN:
            return f"{line} …"
        line = f"{line} {one}".strip()
    return line
