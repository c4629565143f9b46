"""The command line: thin, and kind when something is wrong."""

from typing import TypeVar

import typer

T = TypeVar("T")

app = typer.Typer(
    help="Alerts to diplomatic events in the channels where your team talks, and look-ups.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
