"""What can be asked, made from the same table as the commands themselves."""

from collections.abc import Sequence

from bot.cards.replies import help_card
from bot.commands.replies import nothing
from bot.commands.spec import Command, Option, Reply, Request
from bot.lookup.likeness import nearest_words

_FIRST_STEPS = ("actor putin", "upcoming next 2 weeks", "exposure putin mongolia on 2024-09-03")


def answer_help(commands: Sequence[Command], request: Request) -> Reply:
    """Answer: what can be asked, and how?"""
    wanted = request.get("command")
    known = {one.name: one for one in commands}
    if wanted is None:
        entries = tuple((one.usage, one.summary) for one in commands)
        return Reply(card=help_card(entries, "What you can ask", _FIRST_STEPS))
    command = known.get(wanted.lower().lstrip("/"))
    if command is None:
        near = nearest_words(wanted, known)
        return nothing(wanted, [(name, known[name].summary) for name in near])
    entries = tuple((one.name, _explain(one)) for one in command.options)
    heading = f"{command.usage}: {command.summary}"
    return Reply(card=help_card(entries, heading, command.examples))


def _explain(option: Option) -> str:
    said = option.help if option.required else f"{option.help} (optional)"
    return f"{said}: {', '.join(option.choices)}" if option.choices else said
