"""Many workspaces: their tokens, encrypted where they are stored, at hand in memory.

slack_sdk's stores keep them, in tables of their own. Whoever reads the database has no token
without a key, which is a setting. What is asked before a request is acknowledged is in memory, so
that a slow database delays nothing but a workspace that nobody has heard of.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import (
    AsyncSQLAlchemyInstallationStore,
    SQLAlchemyInstallationStore,
)
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.types import String, TypeDecorator

_SECRET = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token")
_ROOM = 2000
"""Characters of an encrypted token; the longest that Slack gives out have some 250 in clear."""
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
STATE_LASTS = 600
"""Seconds between the click on "Add to Slack" and the way back."""

Engine = AsyncEngine
Installed = Callable[[Bot], Awaitable[None]]
"""Is told of each installation that is saved."""


class WrongKey(RuntimeError):  # noqa: N818 - the docstring is the message
    """A stored token was encrypted with a key that DRAGOMAN_SLACK_TOKEN_KEYS does not have."""


class Sealed(TypeDecorator[str]):
    """A column whose text is encrypted; the first key encrypts, all of them decrypt."""

    impl = String
    cache_ok = False

    def __init__(self, keys: MultiFernet) -> None:
        super().__init__(_ROOM)
        self._keys = keys

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Encrypt what is written."""
        del dialect
        return None if value is None else self._keys.encrypt(value.encode()).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Decrypt what is read. Raises WrongKey."""
        del dialect
        try:
            return None if value is None else self._keys.decrypt(value).decode()
        except InvalidToken:
            raise WrongKey(WrongKey.__doc__) from None


class Installations(AsyncSQLAlchemyInstallationStore):
    """Slack's own store, with sealed tokens."""

    def __init__(
        self,
        client_id: str,
        keys: tuple[str, ...],
        engine: Engine,
        installed: Installed,
        logger: logging.Logger,
    ) -> None:
        super().__init__(client_id, engine, logger=logger)
        self._installed = installed
        sealed = Sealed(MultiFernet([Fernet(one) for one in keys]))
        for table in (self.bots, self.installations):
            for column in table.c:
                if column.name in _SECRET:
                    column.type = sealed

    async def seal_anew(self) -> None:
        """Encrypt every token with the first key, so that the others may be dropped."""
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                secret = [one for one in table.c if one.name in _SECRET]
                for row in await connection.execute(sqlalchemy.select(table.c.id, *secret)):
                    tokens = {one.name: row[at] for at, one in enumerate(secret, 1)}
                    same = table.c.id == row.id
                    await connection.execute(table.update().where(same).values(tokens))

    async def every_bot(self) -> dict[str, Bot]:
        """Return the bot of each team, as it was installed last."""
        query = self.bots.select().where(self.bots.c.client_id == self.client_id)
        return await self._bots(query)

    async def bot_of(self, team: str) -> Bot | None:
        """Return the bot of a team, whichever enterprise it belongs to."""
        columns = self.bots.c
        query = self.bots.select().where(
            columns.client_id == self.client_id, columns.team_id == team
        )
        return (await self._bots(query)).get(team)

    async def async_save_bot(self, bot: Bot) -> None:
        """Save a bot, and tell of it."""
        await super().async_save_bot(bot)
        await self._installed(bot)

    async def forget(self, bot: Bot) -> None:
        """Delete all that is stored of a team."""
        await self.async_delete_all(enterprise_id=bot.enterprise_id, team_id=bot.team_id)

    async def installer(self, bot: Bot) -> str | None:
        """Return who installed the app in a team."""
        found: Installation | None = await self.async_find_installation(
            enterprise_id=bot.enterprise_id, team_id=bot.team_id
        )
        return found.user_id if found else None

    async def _bots(self, query: sqlalchemy.Select[Any]) -> dict[str, Bot]:
        async with self.engine.connect() as connection:
            rows = (await connection.execute(query.order_by(self.bots.c.installed_at))).mappings()
            bots = [SQLAlchemyInstallationStore.build_bot_entity(row) for row in rows]
        return {one.team_id: one for one in bots if one.team_id and one.bot_token}


def open_engine(url: str) -> Engine:
    """Return a door to the database in which the tables of Slack's stores are."""
    told = make_url(url)
    driver = _DRIVERS[told.get_backend_name()]
    return create_async_engine(told.set(drivername=driver), pool_pre_ping=True)


def states(engine: Engine, logger: logging.Logger) -> AsyncSQLAlchemyOAuthStateStore:
    """Return where it is kept who is on the way to Slack and back."""
    return AsyncSQLAlchemyOAuthStateStore(STATE_LASTS, engine, logger=logger)
