"""Answers as CSV (RFC 4180): a row for each item, a column for each field, nested ones dotted."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.domain.answers import Answer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run, where the text comes from outside."""


def sheet(answer: Answer) -> str:
    """Write an answer as CSV."""
    data = answer.model_dump(mode="json")
    rows = [dict(_cells(one)) for one in _rows(data)]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _rows(data: dict[str, Any]) -> Sequence[dict[str, Any]]:
    items: list[dict[str, Any]] | None = data.get("items", data.get("stays"))
    return [data] if items is None else items


def _cells(value: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    for name, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _cells(inner, f"{under}{name}.")
        else:
            yield f"{under}{name}", _cell(inner)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _safe("; ".join(map(_brief, value)))
    return _safe(str(value)) if isinstance(value, str) else str(value).lower()


def _brief(value: Any) -> str:
    """Say one of several: of a record its id, or the words for it."""
    if not isinstance(value, Mapping):
        return str(value)
    told = (value[name] for name in ("id", "text", "said", "name", "number") if name in value)
    first = next(told, None) or next(iter(value.values()), "")
    return _brief(first)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
