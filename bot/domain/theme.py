"""On what ground a picture is drawn."""

from enum import StrEnum


class Theme(StrEnum):
    """Light, as paper is, or dark, as many have their chat."""

    LIGHT = "light"
    DARK = "dark"
