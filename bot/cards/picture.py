"""A picture that goes with a card: made of facts when it is sent, with words for who cannot see it.

Nothing is drawn, nor what draws it loaded, before `draw` is called.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that has not been drawn yet."""

    name: str
    """What the file is called."""
    alt: str
    """What it tells, in words; adapters cut it to what their platform takes."""
    draw: Callable[[], bytes]
    """Returns it as PNG: the same bytes for the same facts. Takes some tenths of a second."""
