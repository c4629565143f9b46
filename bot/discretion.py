"""No secret in a log: what a library has to say of its requests passes through here first."""

import logging
import re

MASK = "(secret)"
_FORMATTER = logging.Formatter()


class Discretion(logging.Filter):
    """Masks what a pattern finds in a record, in its trace as well."""

    def __init__(self, secret: re.Pattern[str]) -> None:
        """Mask what `secret` finds."""
        super().__init__()
        self._secret = secret

    def masked(self, text: str) -> str:
        """Return a text without anything that opens a door."""
        return self._secret.sub(MASK, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, without its secrets."""
        record.msg, record.args = self.masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = self.masked(_FORMATTER.formatException(record.exc_info))
        return True

    def logger(self, name: str) -> logging.Logger:
        """Return the logger of this name, to be handed to a library; it is discreet."""
        found = logging.getLogger(name)
        if self not in found.filters:
            found.addFilter(self)
        return found
