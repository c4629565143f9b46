"""No token in a log: whatever the libraries have to say of Slack passes through here first."""

import logging
import re

from bot.discretion import Discretion

_DISCRETION = Discretion(
    re.compile(r"xox[a-z]?(?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w%.-]+")
)


def discreet_logger() -> logging.Logger:
    """Return the logger that is handed to the libraries."""
    return _DISCRETION.logger("adapters.slack.library")
