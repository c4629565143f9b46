"""Who may do what: asked in one place, and answered with who can help."""

import pytest

from bot.commands.spec import Outcome, Permission, Reply, Request
from bot.commands.table import COMMANDS
from bot.store import roles
from tests.commands.desk import ADMIN, EDITOR, READER, Desk, counter
from tests.world import NOW

LINES = {
    "subscribe": "subscribe putin",
    "unsubscribe": "unsubscribe vladimir-putin",
    "subscriptions": "subscriptions",
    "feed": "feed",
    "pause": "pause",
    "resume": "resume",
    "snooze": "snooze putin-vietnam-2024",
    "wake": "wake putin-vietnam-2024",
    "mute": "mute putin",
    "unmute": "unmute putin",
    "claim": "claim putin-vietnam-2024",
    "release": "release putin-vietnam-2024",
    "preview": "preview",
    "why": "why putin-vietnam-2024",
    "roles": "roles",
}
NEEDS = {one.name: one.permission for one in COMMANDS}


def test_who_may_do_what() -> None:
    by_role = {role: {name for name in LINES if NEEDS[name] is role} for role in Permission}
    assert by_role == {
        Permission.READER: {"subscriptions", "claim", "release", "preview", "why"},
        Permission.EDITOR: {"snooze", "wake", "mute", "unmute"},
        Permission.ADMIN: {"subscribe", "unsubscribe", "feed", "pause", "resume", "roles"},
    }


async def test_each_role_may_do_its_own_and_what_is_below(desk: Desk) -> None:
    ranks = list(Permission)
    for who, role in ((READER, "reader"), (EDITOR, "editor"), (ADMIN, "admin")):
        for name, line in LINES.items():
            reply = await desk.ask(line, who)
            allowed = ranks.index(NEEDS[name]) <= ranks.index(Permission(role))
            assert reply.ok is allowed, (who, name, reply.problem)
            assert reply.outcome is (Outcome.ANSWERED if allowed else Outcome.REFUSED)


async def test_a_refusal_says_which_role_and_who_grants_it(desk: Desk) -> None:
    reply = await desk.ask("subscribe putin", READER)
    assert reply.problem == (
        f"subscribe needs the role admin, and you are reader here; {ADMIN} can grant it: "
        f"roles {READER} admin"
    )
    reply = await desk.ask("mute putin", READER, channel="far", workspace="away")
    assert reply.problem == (
        "mute needs the role editor, and you are reader here; whoever runs Dragoman can grant it: "
        f"dragoman roles {READER} editor --workspace away"
    )


async def test_a_role_is_of_one_workspace(desk: Desk) -> None:
    reply = await desk.ask("subscribe putin", ADMIN, channel="far", workspace="away")
    assert reply.outcome is Outcome.REFUSED


async def test_a_channel_of_another_workspace_is_out_of_reach(desk: Desk) -> None:
    for line in ("subscribe putin", "subscriptions", "claim putin-vietnam-2024"):
        reply = await desk.ask(line, ADMIN, channel="far")
        assert reply.outcome is Outcome.MISUSED
        assert "not known here" in str(reply.problem)
    reply = await desk.ask("subscriptions channel:far", READER)
    assert "only the terminal can name a channel" in str(reply.problem)
    reply = await desk.ask("roles workspace:away", ADMIN)
    assert "only the terminal can name a workspace" in str(reply.problem)


async def test_roles_are_granted_and_listed(desk: Desk) -> None:
    granted = await desk.data("roles @U9 editor")
    assert (granted.who, granted.role, granted.workspace) == ("U9", "editor", "home")
    assert (await desk.ask("mute putin", "U9")).ok
    found = await desk.data("roles")
    assert {one.who: one.role for one in found.items} == {
        ADMIN: "admin", EDITOR: "editor", "U9": "editor",
    }  # fmt: skip
    assert [one.role for one in (await desk.data("roles who:nobody-yet")).items] == ["reader"]
    await desk.data("roles who:U9 role:reader")
    assert (await desk.ask("mute putin", "U9")).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "line", ["roles role:admin", "roles U9 role:boss", "roles who:" + "x" * 400]
)
async def test_a_grant_that_is_not_understood(desk: Desk, line: str) -> None:
    assert (await desk.ask(line)).outcome is Outcome.MISUSED


async def _terminal(desk: Desk, line: str) -> Reply:
    return await counter(desk.database).answer_line(line, Request("", {}, NOW, "terminal"))


async def test_the_terminal_is_admin_everywhere(desk: Desk) -> None:
    reply = await _terminal(desk, "subscriptions")
    assert reply.outcome is Outcome.SEVERAL
    assert reply.problem == "several match 'channel': Desk [desk], Far [far], Risk [risk]"
    for name in ("risk", "#risk", "Risk"):
        assert (await _terminal(desk, f"pause channel:{name}")).ok
    assert (await _terminal(desk, "pause channel:far")).ok
    reply = await _terminal(desk, "subscriptions channel:rsk")
    assert reply.problem == "nothing found for 'rsk'; nearest: Risk [risk]"
    assert (await _terminal(desk, "roles U7 admin workspace:away")).ok
    async with desk.database.reading() as session:
        assert await roles.roles(session, "away", ["U7"]) == {"U7": "admin"}


async def test_nothing_is_written_where_something_is_refused(desk: Desk) -> None:
    for line in ("subscribe putin", "pause", "mute putin", "roles U-reader admin"):
        await desk.ask(line, READER)
    found = await desk.data("subscriptions")
    assert (found.subscriptions, found.pause.paused, found.muted) == ((), False, ())
    assert (await desk.ask("roles", READER)).outcome is Outcome.REFUSED
