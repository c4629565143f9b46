"""No link in a log: what the HTTP library says of a request it cannot read passes through here."""

import logging
import re

from bot.discretion import Discretion
from bot.domain.feeds import PARAMETER

_DISCRETION = Discretion(
    re.compile(rf"(?<={PARAMETER}=)[^&\s'\"\\]+|\b[0-9a-f]{{64}}\b", re.IGNORECASE)
)


def masked(text: str) -> str:
    """Return a text without anything that opens a calendar."""
    return _DISCRETION.masked(text)


def discreet_logger() -> logging.Logger:
    """Return the logger that is handed to the HTTP library."""
    return _DISCRETION.logger("bot.feed.http")
