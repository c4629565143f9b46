"""A Slack on the loopback, for the real clients to talk to: it keeps what they say, and shows it.

`SlackServer` is all of it: the Web API, Socket Mode and the file store. `screen` is what a person
would see of a message, `SlackSends` what Slack itself sends to an app over HTTP, signed.
"""

from tests.fakes.slack.faults import Fault
from tests.fakes.slack.screen import Screen, seen
from tests.fakes.slack.server import SlackServer
from tests.fakes.slack.signed import SlackSends

__all__ = ["Fault", "Screen", "SlackSends", "SlackServer", "seen"]
