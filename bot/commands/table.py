"""Every command, each declared once. Chat platforms, the console and the shell read this table."""

from bot.commands.actor import answer_actor, answer_claims
from bot.commands.calendar import (
    DEFAULT_RANGE,
    FILTERS,
    LIMIT,
    STATUS,
    answer_events,
    answer_upcoming,
)
from bot.commands.channel_table import CHANNEL_COMMANDS
from bot.commands.editing_table import EDITING_COMMANDS
from bot.commands.event import answer_event, answer_history
from bot.commands.export import CALENDAR
from bot.commands.help import answer_help
from bot.commands.law import answer_exposure, answer_warrant, answer_warrants
from bot.commands.search import SEARCH
from bot.commands.spec import Command, Option, OptionKind, Reply, Request
from bot.commands.whereabouts_table import WHEREABOUTS_COMMANDS
from bot.domain.events import EventKind
from bot.store.database import Session

_EVENT = Option("event", OptionKind.EVENT, "Its id, or words of it: who, where, when", True)
_REVISION = Option("revision", OptionKind.NUMBER, "As it was known then; see history")


async def _answer_help(_session: Session, request: Request) -> Reply:
    return answer_help(COMMANDS, request)


COMMANDS: tuple[Command, ...] = (
    Command(
        "event",
        "All that is known of an event",
        answer_event(),
        (_EVENT, _REVISION),
        ("event putin vietnam 2024", "event g7-2024", "event g7-2024 revision:1"),
    ),
    Command(
        "trip",
        "A journey and its legs",
        answer_event(EventKind.TRIP),
        (_EVENT, _REVISION),
        ("trip putin", "trip putin asia 2024"),
    ),
    Command(
        "summit",
        "A summit: who comes, who declines",
        answer_event(EventKind.SUMMIT),
        (_EVENT, _REVISION),
        ("summit peace", "summit g7 2024"),
    ),
    Command(
        "actor",
        "Who somebody is: office, travel, warrants, claims",
        answer_actor,
        (Option("name", OptionKind.ACTOR, "A name, or part of it, in any script", True),),
        ("actor putin", "actor Kim Jong-un", "actor dprk"),
    ),
    Command(
        "upcoming",
        "What is on in a stretch of time",
        answer_upcoming,
        (Option("range", OptionKind.RANGE, f"When; {DEFAULT_RANGE} if left out"), *FILTERS, LIMIT),
        (
            "upcoming next 2 weeks",
            "upcoming june 2024 actor:putin",
            "upcoming 2024-06-15..2024-06-21 kind:summit",
        ),
    ),
    Command(
        "events",
        "Events by days, actor, country, kind and status",
        answer_events,
        (
            Option("from", OptionKind.DATE, "From this day, month or year"),
            Option("to", OptionKind.DATE, "To this day, month or year"),
            *FILTERS,
            STATUS,
            LIMIT,
        ),
        ("events actor:putin kind:visit", "events from 2024-06-01 to 2024-06-30 country:italy"),
    ),
    Command(
        "warrant",
        "A warrant of an international court",
        answer_warrant,
        (
            Option("name", OptionKind.ACTOR, "Its subject, or its id", True),
            Option("on", OptionKind.DATE, "The day; today if left out"),
        ),
        ("warrant netanyahu", "warrant icc-ag-ghaly-2017 on 2020-01-01"),
    ),
    Command(
        "warrants",
        "Warrants, summonses and applications on record",
        answer_warrants,
        (Option("actor", OptionKind.ACTOR, "Only against this person"),),
        ("warrants", "warrants putin"),
    ),
    Command(
        "exposure",
        "Whether a state is bound to arrest somebody, and why",
        answer_exposure,
        (
            Option("actor", OptionKind.ACTOR, "Who travels", True),
            Option("country", OptionKind.COUNTRY, "Where to", True),
            Option("on", OptionKind.DATE, "The day; today if left out"),
        ),
        ("exposure putin mongolia on 2024-09-03", "exposure netanyahu hungary on 2025-04-03"),
    ),
    Command(
        "history",
        "How an event came to be as it is known",
        answer_history,
        (_EVENT,),
        ("history putin north korea 2024",),
    ),
    Command(
        "claims",
        "Who says what, and who denies it",
        answer_claims,
        (Option("about", OptionKind.ACTOR, "About this actor, or by it"),),
        ("claims north korea", "claims"),
    ),
    SEARCH,
    *WHEREABOUTS_COMMANDS,
    CALENDAR,
    *CHANNEL_COMMANDS,
    *EDITING_COMMANDS,
    Command(
        "help",
        "What you can ask",
        _answer_help,
        (Option("command", OptionKind.TEXT, "A command to explain"),),
        ("help", "help exposure"),
        shell=False,
    ),
)

BY_NAME = {one.name: one for one in COMMANDS}
