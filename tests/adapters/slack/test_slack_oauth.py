"""Many workspaces: installed by OAuth, their tokens sealed, uninstalled without a trace."""

import aiohttp
import pytest
import sqlalchemy
from cryptography.fernet import Fernet
from sqlalchemy.ext.asyncio import create_async_engine

from bot.adapter import NotConfigured
from tests.adapters.slack.front import connected
from tests.fakes.slack import Fault, SlackSends
from tests.fakes.slack.methods import Methods
from tests.fakes.slack.server import LOOPBACK
from tests.stage import Stage, visit

SECRET = "shh"  # noqa: S105
TEAM, TOKEN = "T0002", "xoxb-second-" + "x" * 200
TABLES = ("slack_bots", "slack_installations", "slack_oauth_states")
KEY = Fernet.generate_key().decode()


@pytest.fixture
async def stage(database):
    """A desk on either kind of database: sealed tokens are long."""
    found = await Stage(database).open()
    await found.hear(visit())
    yield found
    async with database.engine.begin() as connection:
        for table in TABLES:
            await connection.execute(sqlalchemy.text(f"DROP TABLE IF EXISTS {table}"))


@pytest.fixture
def values(unused_tcp_port, slack):
    slack.add_team(TEAM, TOKEN)
    slack.add_channel("C0022", "far-desk", TEAM)
    return {
        "bot_token": "", "app_token": "", "http_port": str(unused_tcp_port),
        "public_url": f"http://{LOOPBACK}:{unused_tcp_port}", "signing_secret": SECRET,
        "client_id": "123.456", "client_secret": "quiet", "token_keys": KEY,
    }  # fmt: skip


async def install(slack, values, code="code-1"):
    """Go to Slack and come back with a code, as a browser does."""
    slack.codes[code] = TEAM
    base = values["public_url"]
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{base}/slack/install") as page:
            assert page.status == 200
            state = (await page.text()).split("state=")[1].split("&")[0]
            cookie = page.headers["Set-Cookie"].split(";")[0]
        back = f"{base}/slack/oauth_redirect?code={code}&state={state}"
        async with browser.get(back, headers={"Cookie": cookie}) as page:
            return page.status


def sends(values):
    return SlackSends(f"{values['public_url']}/slack/events", SECRET)


async def ask(front, values, line="event visit"):
    more = {"team_id": TEAM, "channel_id": "C0022", "channel_name": "far-desk"}
    more |= {"response_url": front.slack.response_url(), "trigger_id": front.slack.trigger()}
    return await sends(values).command(line, **more)


async def stored(stage):
    """Every value in the tables of the stores, as whoever reads the database sees it."""
    found = []
    engine = create_async_engine(stage.database.engine.url)
    async with engine.connect() as connection:
        for table in TABLES[:2]:
            rows = await connection.execute(sqlalchemy.text(f"SELECT * FROM {table}"))  # noqa: S608
            found += [str(value) for row in rows for value in row]
    await engine.dispose()
    return found


async def test_a_workspace_is_installed_and_its_questions_are_answered(slack, stage, values):
    async with connected(slack, stage, **values) as front:
        assert await install(slack, values) == 200
        assert await ask(front, values) == (200, "")
        assert "The visit" in (await front.answer()).text
    async with connected(slack, stage, **values) as front:  # a restart forgets nothing
        await ask(front, values)
        assert "The visit" in (await front.answer()).text


async def test_no_token_can_be_read_in_the_database(slack, stage, values):
    async with connected(slack, stage, **values):
        await install(slack, values)
    rows = await stored(stage)
    assert TEAM in rows
    assert not [one for one in rows if "xox" in one]


async def test_keys_are_changed_without_a_new_install(slack, stage, values):
    async with connected(slack, stage, **values):
        await install(slack, values)
    fresh = Fernet.generate_key().decode()
    async with connected(slack, stage, **values | {"token_keys": f"{fresh},{KEY}"}) as front:
        await ask(front, values)
        await front.answer()
    async with connected(slack, stage, **values | {"token_keys": fresh}) as front:
        await ask(front, values)
        assert "The visit" in (await front.answer()).text
    with pytest.raises(NotConfigured, match="TOKEN_KEYS"):
        async with connected(slack, stage, **values):
            pass


async def test_a_token_that_expires_is_exchanged(slack, stage, values, monkeypatch):
    before = Methods.access

    def access(self, args):
        if args.get("grant_type") == "refresh_token":
            assert args["refresh_token"] == "xoxe-1-first"  # noqa: S105
            slack.teams[TEAM].token = "xoxe.xoxb-1-next"  # noqa: S105
            self._state.codes["None"] = TEAM
            return before(self, args) | {"refresh_token": "xoxe-1-next", "expires_in": 43_200}
        return before(self, args) | {"refresh_token": "xoxe-1-first", "expires_in": -1}

    monkeypatch.setattr(Methods, "access", access)
    slack.users["U0001"].is_admin = True
    async with connected(slack, stage, **values) as front:
        await install(slack, values)
        await ask(front, values, "pause")  # who asks is looked up with the new token
        assert "needs the role" not in (await front.answer()).text
    async with connected(slack, stage, **values) as front:
        await ask(front, values, "resume")
        assert "needs the role" not in (await front.answer()).text
    assert slack.calls["oauth.v2.access"] == 2
    assert not [one for one in await stored(stage) if "xox" in one]


async def test_a_stranger_has_no_state_and_installs_nothing(slack, stage, values):
    slack.codes["code-1"] = TEAM
    async with connected(slack, stage, **values):
        back = f"{values['public_url']}/slack/oauth_redirect?code=code-1&state=guessed"
        async with aiohttp.ClientSession() as http, http.get(back) as page:
            assert page.status == 400
    assert TEAM not in await stored(stage)


@pytest.mark.parametrize(
    "event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["UB0T"]}}]
)
async def test_what_is_uninstalled_leaves_no_trace(slack, stage, values, event):
    async with connected(slack, stage, **values) as front:
        await install(slack, values)
        assert (await front.news.next()).happening == "opened"
        await sends(values).event(event, team_id=TEAM)
        news = await front.news.next()
        assert (news.workspace, news.happening, news.address) == (TEAM.lower(), "left", None)
        assert TEAM not in await stored(stage)
        await ask(front, values)
        assert "not installed" in (await front.responses.next())["text"]


async def test_a_slack_that_hangs_delays_no_acknowledgement(slack, stage, values):
    async with connected(slack, stage, **values) as front:
        await install(slack, values)
        slack.faults.trouble(Fault.HANG, None)
        assert await ask(front, values) == (200, "")


async def test_the_platform_posts_with_the_token_of_each_workspace(slack, stage, values):
    async with connected(slack, stage, **values) as front:
        await install(slack, values)
        slack.users["U0001"].is_admin = True
        more = {"team_id": TEAM, "channel_id": "C0022", "channel_name": "far-desk"}
        more |= {"response_url": slack.response_url(), "trigger_id": slack.trigger()}
        await sends(values).command("subscribe kinds:visit style:new", **more)
        await front.answer()
        await stage.change(planned={"start": "2024-06-20", "end": "2024-06-21"})
        assert [one.channel for one in front.posted] == ["C0022"]


@pytest.mark.parametrize("code", ["", "unknown"])
async def test_a_code_that_slack_does_not_know_installs_nothing(slack, stage, values, code):
    async with connected(slack, stage, **values):
        base = values["public_url"]
        url = f"{base}/slack/oauth_redirect?code={code}&state=x"
        async with aiohttp.ClientSession() as http, http.get(url) as page:
            assert page.status >= 400
