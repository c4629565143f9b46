"""Answers as CSV (RFC 4180): a row for each item, a column for each field, nested ones dotted.

The columns are those of the answer's shape (docs/schema/), not of what is in it today: a script
that reads them finds them, whether there is anything or not.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel

from bot.domain.answers import Answer

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
"""What a spreadsheet would run, where the text comes from outside; in full width, too (CWE-1236):
https://owasp.org/www-community/attacks/CSV_Injection"""
_ROWS = ("items", "stays")
"""The fields in which an answer holds the rows of its sheet."""


def sheet(answer: Answer) -> str:
    """Write an answer as CSV."""
    data = answer.model_dump(mode="json")
    name = next((one for one in _ROWS if one in data), None)
    rows, shape = ([data], type(answer)) if name is None else (data[name], _row_shape(answer, name))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(_columns(shape)), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(dict(_cells(one)) for one in rows)
    return out.getvalue()


def _row_shape(answer: Answer, name: str) -> type[BaseModel]:
    """Return the model of the rows: the `Item` of a `tuple[Item, ...]`."""
    return next(_models(type(answer).model_fields[name].annotation))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _columns(shape: type[BaseModel], under: str = "") -> Iterator[str]:
    """Yield the columns of a model, in the order of its fields; several of anything share one."""
    for name, field in shape.model_fields.items():
        inner = _nested(field.annotation)
        if inner is None:
            yield f"{under}{name}"
        else:
            yield from _columns(inner, f"{under}{name}.")


def _nested(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a field that holds one, or may hold one; else none."""
    kinds = [one for one in get_args(annotation) or (annotation,) if one is not NoneType]
    alone = kinds[0] if len(kinds) == 1 else None
    return alone if isinstance(alone, type) and issubclass(alone, BaseModel) else None


def _cells(value: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield f"{under}{name}", _pairs(inner)
            yield from _cells(inner, f"{under}{name}.")
        else:
            yield f"{under}{name}", _cell(inner)


def _pairs(value: Mapping[str, Any]) -> str:
    """Say a field whose keys are data, such as the visits by country, in one cell."""
    return _safe("; ".join(f"{key}: {_brief(inner)}" for key, inner in value.items()))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _safe("; ".join(map(_brief, value)))
    return _safe(value) if isinstance(value, str) else str(value).lower()


def _brief(value: Any) -> str:
    """Say one of several: of a record its id, or the words for it."""
    if not isinstance(value, Mapping):
        return str(value)
    told = (value[name] for name in ("id", "text", "said", "name", "number") if name in value)
    first = next(told, None) or next(iter(value.values()), "")
    return _brief(first)


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
