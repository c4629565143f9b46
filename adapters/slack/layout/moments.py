"""An instant as each reader's own time, which Slack knows, with the host's clock beside it.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting
"""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime, get_timezone_location

from bot.cards.card import Moment

_READERS_CLOCK = "{date_short_pretty} {time}"
_CLOCK = "EEE d MMM HH:mm"
_CLOCK_WITH_YEAR = "EEE d MMM y HH:mm"


def moment(said: Moment, locale: str) -> str:
    """Say an instant; where the zone of the place is known, by its clocks as well."""
    plain = format_datetime(said.instant, _CLOCK_WITH_YEAR, tzinfo=UTC, locale=locale)
    unix = int(said.instant.timestamp())
    own = f"<!date^{unix}^{_READERS_CLOCK}|{_outside_a_token(plain)} UTC>"
    rules = _rules(said.zone)
    if rules is None:
        return own
    there = format_datetime(said.instant, _CLOCK, tzinfo=rules, locale=locale)
    city = get_timezone_location(rules, locale=locale, return_city=True)
    return f"{own} ({there} in {city})"


def _outside_a_token(words: str) -> str:
    """Drop what would end a token or one of its parts; no language's dates have any of it."""
    return "".join(one for one in words if one not in "<>|^&")


def _rules(zone: str | None) -> tzinfo | None:
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
