"""Loading what the first answers would else wait for: names of countries and zones, words of dates.

It is half a second's work, and a chat that completes a name does not wait that long.
"""

from datetime import date

from bot.domain.countries import country_names
from bot.domain.demonyms import countries_meant
from bot.domain.zones import zone_names
from bot.lookup.offices import read_office
from bot.lookup.ranges import read_range

_ANY_DAY = date(2024, 6, 1)


def get_ready() -> None:
    """Load it all; a second time it is there."""
    country_names()
    zone_names()
    countries_meant("French")
    read_office("French president in June 2024", _ANY_DAY)
    read_range("2 june", _ANY_DAY)
