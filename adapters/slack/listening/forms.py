"""A command as a form: every option of the table becomes the field that suits what it holds.

https://docs.slack.dev/reference/block-kit/block-elements
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    UserSelectElement,
)

from adapters.slack.layout import limits
from adapters.slack.layout.text import plain
from adapters.slack.listening.views import modal
from bot.commands.spec import Command, OptionKind
from bot.commands.spec import Option as Told
from bot.commands.table import BY_NAME

FORMS = ("subscribe", "add", "revise", "cancel", "postpone")
"""The commands that open a form where nothing stands behind them."""
FORM = "diplo.form:"
"""Begins the callback id of a form, before the name of its command."""
CHANGING = ":changing"
"""Ends the callback id of a form that shows what is to be changed."""
SUGGEST, INPUT = "diplo.suggest", "diplo.input"
OPTION_TEXT = 75
OPTION_VALUE = 150
"""https://docs.slack.dev/reference/block-kit/composition-objects/option-object"""
_LONGEST_TEXT = 3000
_LONG = 300
"""Characters; what may be longer gets a field of several lines."""
_SUGGESTED = (
    OptionKind.ACTOR, OptionKind.EVENT, OptionKind.COUNTRY, OptionKind.ZONE,
    OptionKind.SUBSCRIPTION,
)  # fmt: skip
_QUOTED = re.compile(r"'([^']+)'")


def form(
    command: Command,
    metadata: str,
    initial: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return the form of a command, with what is known already.

    Where `labels` say what people read instead of ids, it is a form in which something is changed.
    """
    blocks = [_field(one, initial.get(one.name, ""), labels or {}) for one in asked_for(command)]
    return modal(
        command.name.capitalize(),
        blocks,
        callback=f"{FORM}{command.name}{'' if labels is None else CHANGING}",
        submit="Send",
        metadata=metadata,
    )


def asked_for(command: Command) -> list[Told]:
    """Return the options that a chat asks for."""
    return [one for one in command.options if not one.terminal]


def command_of(view: Mapping[str, Any]) -> Command | None:
    """Return the command of a form; none where it is not one of ours, or not any more."""
    name = str(view.get("callback_id") or "").removeprefix(FORM)
    return BY_NAME.get(name.removesuffix(CHANGING))


def changes(view: Mapping[str, Any]) -> bool:
    """Whether a form showed what is so: then a field that is empty was emptied."""
    return str(view.get("callback_id") or "").endswith(CHANGING)


def filled_in(command: Command, view: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands in the fields of a form; a field that is missing is left out."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    found: dict[str, str] = {}
    for option in asked_for(command):
        field = values.get(option.name) if isinstance(values, Mapping) else None
        for element in field.values() if isinstance(field, Mapping) else ():
            text = _value(element) if isinstance(element, Mapping) else ""
            if text:
                found[option.name] = text
    return found


def field_at_fault(command: Command, arguments: Mapping[str, str], problem: str) -> str:
    """Return the field that a problem is about: it begins with its name, quotes it or names it."""
    names = [one.name for one in asked_for(command)]
    words = problem.partition(";")[0].replace(":", " ").split()
    if words and words[0] in names:
        return words[0]
    for quoted in _QUOTED.findall(problem):
        for name, value in arguments.items():
            if quoted.casefold() in value.casefold():
                return name
    return next((one for one in names if one in words), names[0])


def options(found: Mapping[str, str]) -> Iterator[Option]:
    """Yield what can be chosen, by value and label; what Slack would not take is left out."""
    for value, label in found.items():
        text = limits.cut(plain(label), OPTION_TEXT)
        if text and 0 < len(value) <= OPTION_VALUE:
            yield Option(value=value, text=PlainTextObject(text=text, emoji=False))


def _value(element: Mapping[str, Any]) -> str:
    chosen, several = element.get("selected_option"), element.get("selected_options")
    if isinstance(several, list):
        return ",".join(str(one.get("value", "")) for one in several if isinstance(one, Mapping))
    if isinstance(chosen, Mapping):
        return str(chosen.get("value") or "")
    return str(element.get("value") or element.get("selected_user") or "").strip()


def _field(option: Told, initial: str, labels: Mapping[str, str]) -> InputBlock:
    return InputBlock(
        block_id=option.name,
        label=PlainTextObject(text=option.name.capitalize(), emoji=False),
        hint=PlainTextObject(text=option.help, emoji=False),
        optional=not option.required,
        element=_element(option, initial, labels),
    )


def _element(option: Told, initial: str, labels: Mapping[str, str]) -> InputInteractiveElement:
    chosen = next(options({initial: initial}), None)
    match option.kind:
        case OptionKind.CHOICE:
            choices = list(options({one: one for one in option.choices}))
            known = chosen if initial in option.choices else None
            return StaticSelectElement(action_id=INPUT, options=choices, initial_option=known)
        case kind if kind in _SUGGESTED and option.several:
            several = (
                list(options({one: labels.get(one, one) for one in initial.split(",")})) or None
            )
            return ExternalDataMultiSelectElement(
                action_id=SUGGEST, min_query_length=_least(option), initial_options=several
            )
        case kind if kind in _SUGGESTED:
            return ExternalDataSelectElement(
                action_id=SUGGEST, min_query_length=_least(option), initial_option=chosen
            )
        case OptionKind.NUMBER:
            return NumberInputElement(action_id=INPUT, is_decimal_allowed=False, min_value="1")
        case OptionKind.PERSON:
            return UserSelectElement(action_id=INPUT)
    return PlainTextInputElement(
        action_id=INPUT,
        multiline=option.longest > _LONG,
        max_length=min(option.longest, _LONGEST_TEXT),
        initial_value=initial[: option.longest] or None,
    )


def _least(option: Told) -> int:
    """Return how many letters are needed before anything can be suggested."""
    return 1 if option.kind is OptionKind.ACTOR else 0
