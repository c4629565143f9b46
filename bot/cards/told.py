"""Lines on what a channel was told, what waits for it, and what falls due: for `why`, `preview`."""

from bot.cards.card import Moment, Text
from bot.domain.channel_answers import ComingAnswer, DeliveryAnswer
from bot.domain.delivery import DeliveryState

_WAITS = {
    DeliveryState.HELD: "held",
    DeliveryState.PENDING: "to be sent",
    DeliveryState.LEASED: "being sent",
    DeliveryState.UNCLEAR: "may have arrived, looked for again",
}


def delivery_text(one: DeliveryAnswer, zone: str, *, titled: bool = True) -> Text:
    """Say what became of one delivery: when, what, where the message is or why there is none."""
    said = _what(one.kind, one.offset, one.revision, one.title if titled else None, one.subject)
    if one.state is DeliveryState.SENT:
        at = Moment(one.sent_at or one.due, zone)
        return (at, f": {said}, message {one.message}" if one.message else f": {said}")
    why = f" ({one.reason})" if one.reason else ""
    if one.state not in _WAITS:
        return (Moment(one.due, zone), f": {said}, {one.state}{why}")
    if one.until is None:
        return (f"{said}, {_WAITS[one.state]}{why} until somebody lets it go",)
    return (f"{said}, {_WAITS[one.state]}{why} until ", Moment(one.until, zone))


def coming_text(one: ComingAnswer, zone: str, *, titled: bool = True) -> Text:
    """Say what falls due, and what will hold it back."""
    said = _what(one.kind, one.offset, None, one.title if titled else None, one.event)
    if one.held is None:
        return (Moment(one.at, zone), f": {said}")
    if one.until is None:
        return (Moment(one.at, zone), f": {said}, held ({one.held}) until somebody lets it go")
    return (Moment(one.at, zone), f": {said}, held ({one.held}) until ", Moment(one.until, zone))


def _what(
    kind: str, offset: str | None, revision: int | None, title: str | None, subject: str | None
) -> str:
    """Say which alert: "reminder 1d: Putin visits Vietnam [putin-vietnam-2024]"."""
    said = kind.replace("-", " ")
    if offset == "schedule":
        said += " by schedule"
    elif offset:
        said += f" {offset}"
    elif revision:
        said += f" (revision {revision})"
    return f"{said}: {title} [{subject}]" if title else said
