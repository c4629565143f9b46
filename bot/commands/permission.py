"""Who may do what: every command is held against the roles of its workspace here, and only here."""

from bot.commands.replies import refused
from bot.commands.spec import TERMINAL, Permission, Reply, Request
from bot.store import roles
from bot.store.database import Session

_RANK = tuple(Permission)
"""Each may do all that those before it may."""

_NAMED = 3
"""Admins that a refusal names."""


async def role_in(session: Session, request: Request) -> Permission:
    """Return the role of whoever asks: the highest of what the platform and Dragoman grant.

    Dragoman grants roles to a person, to a group that they are in, or to all in a channel.
    """
    if request.who == TERMINAL:
        return Permission.ADMIN
    names = [request.who, *request.groups]
    if request.origin is not None:
        address = request.origin.address
        names += [address, address.rpartition("/")[2]]  # a channel's id may follow its workspace's
    granted = await roles.roles(session, request.workspace, names)
    return max((request.standing, *map(Permission, granted.values())), key=_RANK.index)


async def refusal(
    session: Session, request: Request, needed: Permission, what: str
) -> Reply | None:
    """Return why somebody may not do `what`, and who can help; none where they may."""
    role = await role_in(session, request)
    if _RANK.index(role) >= _RANK.index(needed):
        return None
    granted = await roles.roles(session, request.workspace)
    admins = [who for who, one in granted.items() if one == Permission.ADMIN][:_NAMED]
    grant = f"roles {request.who} {needed}"
    if admins:
        remedy = f"{' or '.join(admins)} can grant it: {grant}"
    else:
        remedy = f"whoever runs Dragoman can grant it: dragoman {grant} --workspace "
        remedy += request.workspace
    return refused(f"{what} needs the role {needed}, and you are {role} here", remedy)
