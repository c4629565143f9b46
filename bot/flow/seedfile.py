"""Reading one seed file: YAML in which every error has a line, and nothing can explode.

Every plain scalar is text, save null, true and false: "NO" stays Norway and 2024-06-18 stays what
the author wrote. Anchors, aliases and tags are refused, so no file grows when it is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.domain.bundle import SeedFile

MAX_BYTES = 5_000_000
MAX_VALUES = 300_000
MAX_DEPTH = 20
MAX_PROBLEMS = 20
"""How many are told of one file that fails the model; a hundred thousand help nobody."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What YAML can escape, but neither a database nor a terminal takes as text."""
_SHOWN = 60
_SUGGESTION_SCORE = 60
_CONSTANTS = {"": None, "null": None, "~": None, "true": True, "false": False}

Content = TypeVar("Content", bound=BaseModel)

Location = tuple[str | int, ...]
"""The way to a value: section, number in the list, field, …"""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: where, and what would be right."""

    file: Path
    line: int | None
    field: str
    message: str

    def __str__(self) -> str:
        """Say it as compilers do, so that editors can jump to it."""
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return (
            f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}"
        )


class BadSeed(Exception):  # noqa: N818 - named for the file
    """A file holds something wrong; nothing of it was taken in."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that was read: its content, and where in the text each value stands."""

    path: Path
    content: SeedFile
    tree: yaml.Node

    def problem(self, location: Location, message: str) -> Problem:
        """Return a problem with the value at `location`."""
        return _problem(self.path, self.tree, location, message)


def read_seed(path: Path) -> Seed:
    """Read a seed file and check it against the model. Raises BadSeed with every problem."""
    return Seed(path, *read_document(path, SeedFile))


def read_document(path: Path, model: type[Content]) -> tuple[Content, yaml.Node]:
    """Read a YAML file and check it against a model. Raises BadSeed with every problem."""
    tree = _compose(path, read_text(path))
    try:
        content = model.model_validate(_construct(path, tree))
    except ValidationError as refused:
        errors = _without_consequences(refused.errors(), model)
        problems = [
            _problem(path, tree, one["loc"], _say(one, model)) for one in errors[:MAX_PROBLEMS]
        ]
        problems.sort(key=lambda one: one.line or 0)
        if len(errors) > MAX_PROBLEMS:
            more = f"and {len(errors) - MAX_PROBLEMS} more problems, not shown"
            problems.append(Problem(path, None, "", more))
        raise BadSeed(problems) from refused
    return content, tree


def read_text(path: Path, kind: str = "a YAML file") -> str:
    """Read a file that is text and not too large. Raises BadSeed."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = (f"the file has {size / 1e6:.1f} MB; at most {MAX_BYTES / 1e6:.0f} MB are "
                       "read: split it")  # fmt: skip
            raise BadSeed([Problem(path, None, "", message)])
        return path.read_bytes().decode()
    except OSError as refused:
        problem = Problem(path, None, "", f"cannot be read: {refused.strerror}")
        raise BadSeed([problem]) from refused
    except UnicodeDecodeError as refused:
        line = refused.object[: refused.start].count(b"\n") + 1
        problem = Problem(path, line, "", f"is not UTF-8 text; expected {kind}")
        raise BadSeed([problem]) from refused


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        _refuse_what_explodes(path, text)
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as refused:
        line = refused.problem_mark.line + 1 if refused.problem_mark else None
        problem = Problem(path, line, "", f"is not YAML: {refused.problem}")
        raise BadSeed([problem]) from refused
    except yaml.YAMLError as refused:
        problem = Problem(path, None, "", f"is not YAML: {str(refused).splitlines()[0]}")
        raise BadSeed([problem]) from refused
    if not isinstance(tree, yaml.MappingNode):
        message = "expected a mapping with sections such as actors: or events:"
        raise BadSeed([Problem(path, 1, "", message)])
    return tree


def _refuse_what_explodes(path: Path, text: str) -> None:
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        line = event.start_mark.line + 1 if event.start_mark else None
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise BadSeed([Problem(path, line, "", "anchors and aliases are not used here")])
        if tag:
            raise BadSeed([Problem(path, line, "", f"the tag {tag} is not used here")])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if number > MAX_VALUES:
            message = f"the file holds more than {MAX_VALUES:,} values: split it"
            raise BadSeed([Problem(path, None, "", message)])
        if depth > MAX_DEPTH:
            raise BadSeed([Problem(path, line, "", f"is nested more than {MAX_DEPTH} deep")])


def _construct(path: Path, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return _scalar(path, node)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(path, one) for one in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise BadSeed([Problem(path, key.start_mark.line + 1, "", "a key must be a word")])
        if key.value in found:
            message = f"the key {key.value!r} stands here twice"
            raise BadSeed([Problem(path, key.start_mark.line + 1, key.value, message)])
        found[key.value] = _construct(path, value)
    return found


def _scalar(path: Path, node: yaml.ScalarNode) -> str | bool | None:
    control = _CONTROL.search(node.value)
    if control:
        message = f"the control character {control[0]!r} is not used here"
        raise BadSeed([Problem(path, node.start_mark.line + 1, "", message)])
    return node.value if node.style else _CONSTANTS.get(node.value, node.value)


def _problem(path: Path, tree: yaml.Node, location: Location, message: str) -> Problem:
    node, mark, steps = tree, tree.start_mark, []
    for step in location:
        found = _step_into(node, step)
        if found is None and isinstance(step, str):
            break  # a word of the validator's, or a field that is missing
        if found is not None:
            mark, node = found[0].start_mark, found[1]
        steps.append(step)
    missing = location[len(steps) :]
    named = [*steps, *(step for step in missing[:1] if isinstance(step, str))]
    return Problem(path, mark.line + 1, _dotted(named), message)


def _step_into(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """Return where a part of `node` begins in the text, and the part."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        item = node.value[step] if step < len(node.value) else None
        return (item, item) if item else None
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    return None


def _dotted(steps: list[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)[1:]


_SHAPES = {
    "string_type": "text",
    "string_too_short": "text",
    "string_pattern_mismatch": "lower-case words joined by hyphens",
    "tuple_type": "a list",
    "mapping_type": "a mapping of fields",
    "dict_type": "a mapping of fields",
    "model_type": "a mapping of fields",
    "int_parsing": "a whole number",
}
"""Pydantic's kinds of error, and what is expected in the words of YAML."""


def _say(error: Any, root: type[BaseModel]) -> str:
    """Turn one of pydantic's errors into: what was found, what is expected."""
    found = repr(error["input"])
    found = found if len(found) <= _SHOWN else found[:_SHOWN] + "…"
    match error["type"]:
        case "extra_forbidden":
            return "there is no such field" + _suggestion(error["loc"], root)
        case "missing":
            return "is missing; it is required"
        case "value_error":
            return str(error["ctx"]["error"])
    return f"found {found}; expected {_expected(error)}"


def _expected(error: Any) -> str:
    match error["type"]:
        case "enum":
            return str(error["ctx"]["expected"])
        case "string_too_long":
            return f"at most {error['ctx']['max_length']} characters"
        case kind if kind in _SHAPES:
            return _SHAPES[kind]
    said = str(error["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")
    return said[0].lower() + said[1:]


def _without_consequences(errors: list[ErrorDetails], root: type[BaseModel]) -> list[ErrorDetails]:
    """Leave out the fields that are missing only because their name is misspelt."""
    misspelt = [one["loc"] for one in errors if one["type"] == "extra_forbidden"][:MAX_PROBLEMS]
    meant = {(*location[:-1], _meant(location, root)) for location in misspelt}
    return [one for one in errors if one["type"] != "missing" or one["loc"] not in meant]


def _meant(location: Location, root: type[BaseModel]) -> str | None:
    """Return the field that a misspelt one is nearest to; none if it is near to none."""
    fields = _model_at(location[:-1], root).model_fields
    near = process.extractOne(
        str(location[-1]), fields.keys(), processor=str.lower, score_cutoff=_SUGGESTION_SCORE
    )
    return near[0] if near else None


def _suggestion(location: Location, root: type[BaseModel]) -> str:
    meant = _meant(location, root)
    fields = ", ".join(_model_at(location[:-1], root).model_fields)
    return f"; did you mean {meant!r}?" if meant else f"; there are {fields}"


def _model_at(location: Location, root: type[BaseModel]) -> type[BaseModel]:
    model = root
    for step in location:
        if isinstance(step, str) and step in model.model_fields:
            inner = next(_models_in(model.model_fields[step].annotation), None)
            model = inner or model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
