"""A subscription as its form shows it, to be changed there; and the menu that opens the form."""

from slack_sdk.models.blocks import PlainTextObject, StaticSelectElement

from adapters.slack.layout.actions import MOST_CHOICES
from adapters.slack.listening.forms import options
from bot.commands.wish import CERTAINTIES
from bot.domain.answers import Answer
from bot.domain.channel_answers import ChannelAnswer, SubscriptionAnswer
from bot.domain.subscription import Mention

CHANGE = "diplo:subscribe"
EMPTIED = {
    "actors": "any", "countries": "any", "regions": "any", "kinds": "any", "alerts": "any",
    "reminders": "none", "digest": "none", "quiet": "off", "mention": "none",
}  # fmt: skip
"""What a field means that somebody has emptied."""


def change_menu(data: Answer | None) -> StaticSelectElement | None:
    """Return a menu of the subscriptions of a channel; none where there are none."""
    if not isinstance(data, ChannelAnswer) or not data.subscriptions:
        return None
    names = {f"{one.name} change": one.name for one in data.subscriptions[:MOST_CHOICES]}
    return StaticSelectElement(
        action_id=CHANGE,
        placeholder=PlainTextObject(text="Change", emoji=False),
        options=list(options(names)),
    )


def named(data: Answer | None, name: str) -> SubscriptionAnswer | None:
    """Return the subscription of a channel that goes by a name."""
    known = data.subscriptions if isinstance(data, ChannelAnswer) else ()
    return next((one for one in known if one.name == name), None)


def as_typed(one: SubscriptionAnswer) -> dict[str, str]:
    """Return the words with which a subscription is told, option by option."""
    certainty = next(name for name, least in CERTAINTIES.items() if least == one.certainty)
    quiet = f"{one.quiet.start:%H:%M}-{one.quiet.end:%H:%M}" if one.quiet else ""
    return {
        "actors": ",".join(each.id for each in one.actors),
        "countries": ",".join(each.id for each in one.countries),
        "regions": ", ".join(one.regions),
        "kinds": ", ".join(one.kinds),
        "certainty": certainty,
        "exposure": _yes_no(one.exposure_only),
        "bound": _yes_no(one.bound_only),
        "warrants": _yes_no(one.warrants),
        "alerts": ", ".join(one.alerts),
        "reminders": " ".join(one.reminders),
        "digest": ", ".join(f"{each.at:%H:%M} {each.days}" for each in one.digests),
        "empty": _yes_no(one.empty_digests),
        "quiet": quiet,
        "mention": ", ".join(map(_mention, one.mentions)),
        "zone": one.channel.zone,
        "locale": one.locale,
        "style": one.style,
        "calendar": _yes_no(one.mirror),
        "name": one.name,
    }


def labels(one: SubscriptionAnswer) -> dict[str, str]:
    """Return what people read instead of ids."""
    return {each.id: each.name for each in (*one.actors, *one.countries)}


def _yes_no(so: bool) -> str:
    return "yes" if so else "no"


def _mention(one: Mention) -> str:
    return f"{one.whom} for {' '.join(one.of)}" if one.of else one.whom
