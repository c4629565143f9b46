"""Fetching a file that somebody names by its address: bounded, and nowhere that is not public.

An address comes from a person and may lead to this machine's own network, also by a redirect or
by the name server. So every step is checked where the connection is made.
"""

import ipaddress
import socket
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential

MAX_BYTES = 20_000_000
TIMEOUT = aiohttp.ClientTimeout(total=60, sock_connect=10, sock_read=20)
MOST_REDIRECTS = 5
ATTEMPTS = 3
CALLER = "Dragoman (calendar import)"

_MOVED = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER,
          HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT)  # fmt: skip


class CannotFetch(Exception):  # noqa: N818 - named for what happened
    """A file could not be fetched; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Where else a file may be fetched from; by default from nowhere but the public internet."""

    plain: bool = False
    """Also without encryption (http)."""
    private: bool = False
    """Also from this machine and its own network."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file, and by what the server knows this state of it again."""

    content: bytes | None
    """None where it has not changed since."""
    etag: str | None = None
    modified: str | None = None


class _PublicResolver(AbstractResolver):
    """Finds the addresses of a host, and hands on none that are not public."""

    def __init__(self) -> None:
        self._inner = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        for one in found:
            _check_public(one["host"], host)
        return found

    async def close(self) -> None:
        await self._inner.close()


def _check_public(address: str, host: str) -> None:
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise CannotFetch(
            f"{host} is on this machine's own network ({address}); say --allow-private if that is "
            "meant"
        )


async def fetch(
    url: str, trust: Trust, *, etag: str | None = None, modified: str | None = None
) -> Fetched:
    """Fetch a file, unless it is as it was then. Raises CannotFetch."""
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {"User-Agent": CALLER} | {name: one for name, one in known.items() if one}
    resolver = None if trust.private else _PublicResolver()
    connector = aiohttp.TCPConnector(resolver=resolver)
    async with aiohttp.ClientSession(
        connector=connector, timeout=TIMEOUT, headers=headers, trust_env=False
    ) as session:
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception_type(aiohttp.ClientConnectionError),
                stop=stop_after_attempt(ATTEMPTS),
                wait=wait_exponential(multiplier=0.1, max=2),
                reraise=True,
            ):
                with attempt:
                    return await _follow(session, url, trust)
        except (aiohttp.ClientError, TimeoutError, ValueError) as trouble:
            said = str(trouble) or "it took too long"
            raise CannotFetch(f"{_shown(url)} cannot be fetched: {said}") from trouble
    raise AssertionError("unreachable: the attempts end with a result or an error")


async def _follow(session: aiohttp.ClientSession, url: str, trust: Trust) -> Fetched:
    for _ in range(MOST_REDIRECTS + 1):
        _check(url, trust)
        async with session.get(url, allow_redirects=False) as response:
            if response.status in _MOVED and "Location" in response.headers:
                url = urljoin(url, response.headers["Location"])
                continue
            if response.status == HTTPStatus.NOT_MODIFIED:
                return Fetched(None)
            if response.status != HTTPStatus.OK:
                said = f"{response.status} {response.reason or ''}".strip()
                raise CannotFetch(
                    f"{_shown(url)} answers {said}: is the address right, and public?"
                )
            content = await _read(response, url)
            headers = response.headers
            return Fetched(content, headers.get("ETag"), headers.get("Last-Modified"))
    raise CannotFetch(f"{_shown(url)} leads from one address to the next without end")


async def _read(response: aiohttp.ClientResponse, url: str) -> bytes:
    parts, size = [], 0
    async for part in response.content.iter_chunked(65_536):
        size += len(part)
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES / 1e6:.0f} MB"
            raise CannotFetch(f"{_shown(url)} is larger than {limit}, which is the limit")
        parts.append(part)
    return b"".join(parts)


def _check(url: str, trust: Trust) -> None:
    parts = urlsplit(url)
    if parts.scheme == "http" and not trust.plain:
        raise CannotFetch(f"{_shown(url)} is not encrypted; use https, or say --allow-http")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotFetch(f"{_shown(url)} is no address of the web (https://…)")
    if not trust.private:
        try:
            ipaddress.ip_address(parts.hostname)
        except ValueError:
            return  # a name: the resolver looks
        _check_public(parts.hostname, parts.hostname)


def _shown(url: str) -> str:
    """Return an address without what may be secret in it: a calendar's token is in its query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if parts.scheme else url
