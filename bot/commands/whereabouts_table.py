"""The commands about places and days: countries, two sides, who is where, the day's calendar."""

from bot.commands.calendar import FILTERS, LIMIT, answer_agenda
from bot.commands.spec import Command, Option, OptionKind
from bot.commands.timeline import TIMELINE_RANGE, answer_timeline
from bot.commands.whereabouts import (
    CLASHES_RANGE,
    answer_between,
    answer_clashes,
    answer_country,
    answer_where,
    answer_who_is_in,
)
from bot.domain.theme import Theme

_ACTOR = Option("actor", OptionKind.ACTOR, "A person, or an office for whoever holds it", True)
_ON = Option("on", OptionKind.DATE, "The day; today if left out")
_ONLY = Option("actor", OptionKind.ACTOR, "Only this person, state or organisation")


def _one_of(unit: str) -> Option:
    return Option("range", OptionKind.RANGE, f"A day in it; this {unit} if left out")


WHEREABOUTS_COMMANDS: tuple[Command, ...] = (
    Command(
        "country",
        "A country: who leads it, who comes, what binds it",
        answer_country,
        (Option("country", OptionKind.COUNTRY, "Which country", True), _ON),
        ("country vietnam", "country vietnam on 2024-06-17"),
    ),
    Command(
        "between",
        "What two actors had and will have with each other",
        answer_between,
        (
            Option("a", OptionKind.ACTOR, "One of the two", True),
            Option("b", OptionKind.ACTOR, "The other", True),
            Option("picture", OptionKind.CHOICE, "Show it as a picture, too", choices=tuple(Theme)),
        ),
        ("between putin kim-jong-un", "between kim jong un and xi jinping picture:dark"),
        pictured=True,
    ),
    Command(
        "timeline",
        "A picture of who is where over the coming weeks",
        answer_timeline,
        (
            Option("range", OptionKind.RANGE, f"When; {TIMELINE_RANGE} if left out"),
            *FILTERS,
            Option(
                "theme", OptionKind.CHOICE, "Its ground; light if left out", choices=tuple(Theme)
            ),
        ),
        ("timeline", "timeline next 6 weeks actor:putin", "timeline june 2024 theme:dark"),
        pictured=True,
    ),
    Command(
        "where",
        "Where somebody is on a day, by the record",
        answer_where,
        (_ACTOR, _ON),
        ("where putin on 2024-06-19", "where president of vietnam tomorrow"),
    ),
    Command(
        "who-is-in",
        "Who is in a country or a city on a day",
        answer_who_is_in,
        (
            Option(
                "place",
                OptionKind.COUNTRY,
                "A country, or a city with events in it",
                required=True,
                cities=True,
            ),
            Option("on", OptionKind.DATE, "A day or a stretch of days; today if left out"),
        ),
        ("who-is-in hanoi on 2024-06-20", "who-is-in switzerland on june 2024"),
    ),
    Command(
        "clashes",
        "Who is due in two places at once, which events compete",
        answer_clashes,
        (Option("range", OptionKind.RANGE, f"When; {CLASHES_RANGE} if left out"), _ONLY),
        ("clashes", "clashes june 2024", "clashes june 2024 actor:zelenskyy"),
    ),
    Command("today", "What is on today", answer_agenda("day"), (*FILTERS, LIMIT), ("today",)),
    Command(
        "week",
        "What is on this week, day by day",
        answer_agenda("week"),
        (_one_of("week"), *FILTERS, LIMIT),
        ("week", "week 2024-06-18"),
    ),
    Command(
        "month",
        "What is on this month, day by day",
        answer_agenda("month"),
        (_one_of("month"), *FILTERS, LIMIT),
        ("month", "month june 2024 country:switzerland"),
    ),
)
