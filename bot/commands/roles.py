"""Roles: who has which in a workspace, and granting one."""

from bot.cards.attention import done_card, roles_card
from bot.commands.replies import misused
from bot.commands.spec import TERMINAL, Permission, Reply, Request
from bot.domain.answers import Listing
from bot.domain.channel_answers import RoleAnswer
from bot.store import roles
from bot.store.database import Session


async def answer_roles(session: Session, request: Request) -> Reply:
    """Answer: who may do what here? Or let somebody have a role."""
    named = request.get("workspace")
    if named and request.who != TERMINAL:
        return misused("only the terminal can name a workspace", "type the command in it")
    workspace = named or request.workspace
    who, role = (request.get("who") or "").removeprefix("@"), request.get("role")
    if role and not who:
        return misused("whose role is that?", f"write roles WHO {role}")
    if not role:
        return await _list(session, workspace, who)
    if role == Permission.READER:
        await roles.end_role(session, workspace, who)  # as everybody is
    else:
        await roles.put_role(session, workspace, who, role)
    answer = RoleAnswer(workspace=workspace, who=who, role=role)
    return Reply(card=done_card(f"{who} has the role {role} in {workspace}"), data=answer)


async def _list(session: Session, workspace: str, who: str) -> Reply:
    granted = await roles.roles(session, workspace)
    if who:
        granted = {who: granted.get(who, Permission.READER)}
    items = tuple(
        RoleAnswer(workspace=workspace, who=one, role=role) for one, role in granted.items()
    )
    found = Listing[RoleAnswer](items=items, total=len(items))
    return Reply(card=roles_card(found, workspace), data=found)
