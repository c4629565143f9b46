"""Replies that are no answer: what to choose from, what comes near, what is wrong and why."""

from collections.abc import Sequence

from bot.cards.replies import choice_card, nothing_card, trouble_card
from bot.commands.spec import Outcome, Reply

Option = tuple[str, str]
"""An id, and the name to print beside it."""


def choose(query: str, options: Sequence[Option]) -> Reply:
    """Offer what a query may mean."""
    listed = ", ".join(f"{name} [{reference}]" for reference, name in options)
    return Reply(
        card=choice_card(query, tuple(options)),
        outcome=Outcome.SEVERAL,
        problem=f"several match {query!r}: {listed}",
    )


def nothing(query: str, nearest: Sequence[Option] = ()) -> Reply:
    """Say that nothing was found, and what comes nearest."""
    listed = ", ".join(f"{name} [{reference}]" for reference, name in nearest)
    hint = f"; nearest: {listed}" if listed else ""
    return Reply(
        card=nothing_card(query, tuple(nearest)),
        outcome=Outcome.NOTHING,
        problem=f"nothing found for {query!r}{hint}",
    )


def misused(problem: str, remedy: str | None = None) -> Reply:
    """Say what is wrong with a request, and what to write instead."""
    return _trouble(Outcome.MISUSED, problem, remedy)


def refused(problem: str, remedy: str) -> Reply:
    """Say that somebody may not do something, and who can help."""
    return _trouble(Outcome.REFUSED, problem, remedy)


def unread(wrong: ValueError) -> "NoAnswer":
    """Return what to raise where a value is not understood: "what is wrong; what to write"."""
    problem, _, remedy = str(wrong).partition("; ")
    return NoAnswer(misused(problem, remedy or None))


def _trouble(outcome: Outcome, problem: str, remedy: str | None) -> Reply:
    return Reply(
        card=trouble_card(problem, remedy),
        outcome=outcome,
        problem=f"{problem}; {remedy}" if remedy else problem,
    )


class NoAnswer(Exception):  # noqa: N818 - it carries the reply that is given instead
    """What somebody asked for cannot be made out."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.problem)
        self.reply = reply
