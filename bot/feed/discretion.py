"""No token in a log: what the HTTP library says of a request it cannot read passes through here."""

import logging
import re

from bot.domain.feeds import PARAMETER

_SECRET = re.compile(rf"(?<={PARAMETER}=)[^&\s'\"\\]+|\b[0-9a-f]{{64}}\b", re.IGNORECASE)
_FORMATTER = logging.Formatter()


def masked(text: str) -> str:
    """Return a text without anything that opens a calendar."""
    return _SECRET.sub("(secret)", text)


class _Discretion(logging.Filter):
    """Masks what is secret in a record, in its trace as well."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = masked(_FORMATTER.formatException(record.exc_info))
        return True


def discreet_logger() -> logging.Logger:
    """Return the logger that is handed to the HTTP library."""
    logger = logging.getLogger("bot.feed.http")
    if not logger.filters:
        logger.addFilter(_Discretion())
    return logger
