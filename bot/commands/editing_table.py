"""The commands by which editors change the record."""

from bot.commands.editing import answer_add, answer_cancel, answer_postpone, answer_revise
from bot.commands.spec import Command, Option, OptionKind, Permission
from bot.commands.wish import CERTAINTIES
from bot.domain.events import EventKind, EventStatus
from bot.domain.sources import Standing

_TEXT, _CHOICE = OptionKind.TEXT, OptionKind.CHOICE
_LONG = 2000
"""Characters of a remark or a list of people."""

_EVENT = Option("event", OptionKind.EVENT, "Its id, or words of it: who, where, when", True)
_REASON = Option("reason", _TEXT, "Why, in a sentence", longest=_LONG)
_SOURCE = Option("source", _TEXT, "Who says so: a link, or the outlet")
_STATUSES = tuple(one for one in EventStatus if one is not EventStatus.POSTPONED)

_FACTS = (
    Option("on", OptionKind.DATE, "When: 2024-06-18, 18-19 june, june 2024"),
    Option("who", OptionKind.ACTOR, "Who comes, by commas", longest=_LONG, several=True),
    Option("country", OptionKind.COUNTRY, "Where: the country"),
    Option("city", _TEXT, "Where: the city or the place, as the source writes it"),
    Option("zone", OptionKind.ZONE, "The zone of the place, where its country has several"),
    Option(
        "certainty",
        _CHOICE,
        "How likely it is",
        choices=tuple(name for name, one in CERTAINTIES.items() if one),
    ),
    Option("standing", _CHOICE, "How sure the source is", choices=tuple(Standing)),
    Option("note", _TEXT, "A remark", longest=_LONG),
    _SOURCE,
)

EDITING_COMMANDS: tuple[Command, ...] = (
    Command(
        "add",
        "Record a new event",
        answer_add,
        (
            Option("title", _TEXT, "What it is, in a few words", True),
            Option("kind", _CHOICE, "What kind of event", choices=tuple(EventKind)),
            *_FACTS,
        ),
        ("add title:Macron-visits-Baku kind:visit who:macron country:azerbaijan on:2027-03",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "revise",
        "Record that an event is otherwise",
        answer_revise,
        (
            _EVENT,
            Option("title", _TEXT, "What it is called"),
            Option("status", _CHOICE, "Where the plan stands", choices=_STATUSES),
            *_FACTS,
            _REASON,
            Option("correction", _CHOICE, "Whether it was wrong before", choices=("yes", "no")),
        ),
        ("revise putin-vietnam-2024 on:2024-06-20 source:VNA",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "cancel",
        "Record that an event was called off",
        answer_cancel,
        (_EVENT, _REASON, _SOURCE),
        ("cancel putin-vietnam-2024 source:VNA",),
        Permission.EDITOR,
        writes=True,
    ),
    Command(
        "postpone",
        "Record that an event was put off",
        answer_postpone,
        (_EVENT, Option("to", OptionKind.DATE, "The new date, if there is one"), _REASON, _SOURCE),
        ("postpone putin-vietnam-2024 to:2024-07", "postpone putin-vietnam-2024"),
        Permission.EDITOR,
        writes=True,
    ),
)
