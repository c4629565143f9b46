"""The secret link of a calendar: what a token is, and what is kept of it, which opens nothing."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

TOKEN_BYTES = 32
"""Chance in a token. It cannot be guessed, so that a plain hash of it is enough. It is written in
hexadecimal digits, of which no chat makes italics."""
PATH = "/calendar.ics"
PARAMETER = "token"
"""The parameter that carries it; Google and Outlook send no header with a calendar's address."""

_TOKEN = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Feed:
    """The link of a subscription."""

    subscription: str
    digest: str
    by: str
    """Who made it: the platform's id of them."""
    since: datetime


def is_token(text: str) -> bool:
    """Whether some text has the form of a token."""
    return _TOKEN.fullmatch(text) is not None


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def link(served_at: str, token: str) -> str:
    """Return the address of a calendar; `served_at` is where the service is found."""
    return f"{served_at.rstrip('/')}{PATH}?{PARAMETER}={token}"
