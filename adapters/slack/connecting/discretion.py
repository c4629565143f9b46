"""No token in a log: whatever the libraries have to say passes through here first."""

import logging
import re

_SECRET = re.compile(r"xox[a-z]?(?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w%.-]+")
_MASK = "(secret)"
_FORMATTER = logging.Formatter()


def masked(text: str) -> str:
    """Return a text without anything that opens a door."""
    return _SECRET.sub(_MASK, text)


class Discretion(logging.Filter):
    """Masks what is secret in a record, in its trace as well."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without its secrets."""
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = masked(_FORMATTER.formatException(record.exc_info))
        return True


def discreet_logger() -> logging.Logger:
    """Return the logger that is handed to the libraries."""
    logger = logging.getLogger("adapters.slack.library")
    if not logger.filters:
        logger.addFilter(Discretion())
    return logger
