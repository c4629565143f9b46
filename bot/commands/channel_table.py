"""The commands of a channel: what it wants, what it sets aside, who covers what, and why."""

from bot.commands.attention import (
    answer_mute,
    answer_pause,
    answer_resume,
    answer_snooze,
    answer_unmute,
    answer_wake,
)
from bot.commands.cover import answer_claim, answer_release
from bot.commands.feed import FEED
from bot.commands.mine import answer_mine
from bot.commands.place import CHANNEL
from bot.commands.roles import answer_roles
from bot.commands.spec import Command, Option, OptionKind, Permission
from bot.commands.subscribe import answer_subscribe, answer_subscriptions, answer_unsubscribe
from bot.commands.told import DAYS, answer_preview, answer_why
from bot.commands.wish import CERTAINTIES
from bot.domain.subscription import Style
from bot.domain.theme import Theme

_TEXT, _CHOICE = OptionKind.TEXT, OptionKind.CHOICE
_YES_NO = ("yes", "no")
_LONG_LIST = 2000
"""Characters of a list of actors: some hundred names."""

_EVENT = Option("event", OptionKind.EVENT, "Its id, or words of it: who, where, when", True)
_ACTOR = Option("actor", OptionKind.ACTOR, "A name, or part of it, in any script", True)

_WISH = (
    Option(
        "actors",
        OptionKind.ACTOR,
        "Persons, states or offices, by commas",
        longest=_LONG_LIST,
        several=True,
    ),
    Option(
        "countries",
        OptionKind.COUNTRY,
        "Of the host or of a guest, by commas",
        longest=_LONG_LIST,
        several=True,
    ),
    Option("regions", _TEXT, "Continents or sub-regions, such as south-eastern-asia"),
    Option("kinds", _TEXT, "Kinds of event, such as visit, summit"),
    Option("certainty", _CHOICE, "How sure an event must be at least", choices=tuple(CERTAINTIES)),
    Option("exposure", _CHOICE, "Only where the subject of a warrant is due", choices=_YES_NO),
    Option("bound", _CHOICE, "Of those, only where the state may be bound", choices=_YES_NO),
    Option("warrants", _CHOICE, "Whether news of warrants is wanted", choices=_YES_NO),
    Option("alerts", _TEXT, "Kinds of alert, such as cancelled, rescheduled"),
    Option("reminders", _TEXT, "How long before: 7d 1d morning 1h, or none"),
    Option("digest", _TEXT, "When: 08:00 weekdays, or none"),
    Option("empty", _CHOICE, "Whether a digest with nothing to say comes", choices=_YES_NO),
    Option("quiet", _TEXT, "When to hold all but the urgent: 22:00-06:30, or off"),
    Option("mention", _TEXT, "Whom to call: @desk for cancelled warrant, or none"),
    Option("zone", OptionKind.ZONE, "The clock of this channel: Europe/London"),
    Option("locale", _TEXT, "The language of dates: en_GB, de"),
    Option("style", _CHOICE, "How changes are told", choices=tuple(Style)),
    Option("calendar", _CHOICE, "Discord: whether the server lists the events", choices=_YES_NO),
    Option("picture", _CHOICE, "Who is where, with Monday's digest", choices=(*Theme, "no")),
    Option("name", OptionKind.SUBSCRIPTION, "What to call it; that of another changes that one"),
    CHANNEL,
)

CHANNEL_COMMANDS: tuple[Command, ...] = (
    Command(
        "subscribe",
        "Tell this channel of events, or change what it is told",
        answer_subscribe,
        _WISH,
        (
            "subscribe actors:putin,to-lam countries:vietnam style:new",
            'subscribe regions:asia reminders:"7d 1d morning 1h" digest:"08:00 weekdays"',
            "subscribe exposure:yes quiet:22:00-06:30 name:risk",
            'subscribe digest:"08:00 weekly" picture:dark',
        ),
        Permission.ADMIN,
        writes=True,
    ),
    Command(
        "unsubscribe",
        "End a subscription of this channel",
        answer_unsubscribe,
        (Option("name", OptionKind.SUBSCRIPTION, "Its name; see subscriptions", True), CHANNEL),
        ("unsubscribe risk",),
        Permission.ADMIN,
        writes=True,
    ),
    Command(
        "subscriptions",
        "What this channel is told, and what it set aside",
        answer_subscriptions,
        (CHANNEL,),
        ("subscriptions",),
    ),
    FEED,
    Command(
        "pause",
        "Send this channel nothing for now; all is held",
        answer_pause,
        (Option("until", OptionKind.UNTIL, "Until when, or how long; else until resumed"), CHANNEL),
        ("pause 2h", "pause tomorrow", "pause 2024-06-20 08:00"),
        Permission.ADMIN,
        writes=True,
    ),
    Command(
        "resume",
        "Send this channel again what it is to hear",
        answer_resume,
        (CHANNEL,),
        ("resume",),
        Permission.ADMIN,
        writes=True,
    ),
    Command(
        "snooze",
        "Hear nothing of an event here for a while",
        answer_snooze,
        (_EVENT, Option("until", OptionKind.UNTIL, "Until when; a day if left out"), CHANNEL),
        ("snooze putin vietnam 2024", "snooze g7-2024 until tomorrow"),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "wake",
        "Hear of a snoozed event again",
        answer_wake,
        (_EVENT, CHANNEL),
        ("wake putin vietnam 2024",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "mute",
        "Hear nothing of an actor here",
        answer_mute,
        (_ACTOR, CHANNEL),
        ("mute trudeau",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "unmute",
        "Hear of a muted actor again",
        answer_unmute,
        (_ACTOR, CHANNEL),
        ("unmute trudeau",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "claim",
        "Cover an event for this channel",
        answer_claim,
        (_EVENT, CHANNEL),
        ("claim putin vietnam 2024",),
        writes=True,
    ),
    Command(
        "release",
        "No longer cover an event",
        answer_release,
        (_EVENT, CHANNEL),
        ("release putin vietnam 2024",),
        writes=True,
    ),
    Command("mine", "What you cover", answer_mine, (), ("mine",)),
    Command(
        "preview",
        "What this channel got lately and will get next",
        answer_preview,
        (Option("days", OptionKind.NUMBER, f"How far back and ahead; {DAYS} if left out"), CHANNEL),
        ("preview", "preview days:14"),
    ),
    Command(
        "why",
        "Why this channel hears of an event, or does not",
        answer_why,
        (_EVENT, CHANNEL),
        ("why putin vietnam 2024",),
    ),
    Command(
        "roles",
        "Who may change what, and granting it",
        answer_roles,
        (
            Option("who", OptionKind.PERSON, "The platform's id of somebody"),
            Option("role", _CHOICE, "What they may do", choices=tuple(Permission)),
            Option("workspace", _TEXT, "Which Slack team or Discord guild", terminal=True),
        ),
        ("roles", "roles U123 editor"),
        Permission.ADMIN,
        writes=True,
    ),
)
