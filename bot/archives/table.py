"""Reading the rows of a table: each with its line, its dates no firmer than they stand there."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.archives.mapping import DateColumns
from bot.archives.mapping import Mapping as Reading
from bot.domain.edtf import span

MAX_ROWS = 500_000
"""More is no list of visits; and all of it is held in memory to tell who is who."""

_PRECISIONS = (("%d", "%Y-%m-%d"), ("%j", "%Y-%m-%d"), ("%m", "%Y-%m"), ("%b", "%Y-%m"),
               ("%B", "%Y-%m"))  # fmt: skip
_RANGE = "/"
_NO_END = "the last day is not given"


class BadTable(ValueError):  # noqa: N818 - named for the file
    """A file is no table of the kind that the mapping describes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row, or a part of one, that cannot be taken in, and what to do about it."""

    line: int
    row: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, the source's id of it, its cells, and its dates as EDTF."""

    line: int
    id: str
    cells: Mapping[str, str]
    start: str
    end: str | None
    wording: str | None = None

    @property
    def first(self) -> date:
        """The first day on which it can begin."""
        return span(self.start).first

    @property
    def last(self) -> date:
        """The last day on which it can go on, as far as the source says."""
        return span(self.end or self.start).last


@dataclass(slots=True)
class Table:
    """What was read, and which rows were not."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def read_table(text: str, mapping: Reading) -> Table:
    """Read a CSV file. Raises BadTable if it has not the columns of the mapping."""
    table, seen = Table(), dict[str, int]()
    for line, cells in _cells(text, mapping):
        row_id = cells[mapping.row]
        if not row_id:
            table.refused.append(Refusal(line, "", f"no {mapping.row!r}: give the row an id"))
        elif row_id in seen:
            said = f"the id {row_id!r} stands in line {seen[row_id]} already: give each its own"
            table.refused.append(Refusal(line, row_id, said))
        else:
            seen[row_id] = line
            try:
                table.rows.append(_row(line, row_id, cells, mapping.dates))
            except ValueError as refused:
                table.refused.append(Refusal(line, row_id, str(refused)))
    return table


def _cells(text: str, mapping: Reading) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the line in which it begins: a cell may hold several lines."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [one.strip() for one in next(reader, [])]
        lacking = [one for one in mapping.columns() if one not in header]
        if lacking:
            raise BadTable(
                f"the table has no column {lacking[0]!r}; it has {', '.join(header) or 'none'}: "
                f"is {mapping.id!r} the right mapping?"
            )
        wanted = [(one, header.index(one)) for one in mapping.columns()]
        line = reader.line_num + 1
        for number, values in enumerate(reader):
            if number >= MAX_ROWS:
                raise BadTable(f"more than {MAX_ROWS:,} rows: split the file")
            if any(values):
                whole = [*values, *[""] * (len(header) - len(values))]
                yield line, {name: whole[at].strip() for name, at in wanted}
            line = reader.line_num + 1
    except csv.Error as refused:
        raise BadTable(f"line {reader.line_num}: is not CSV: {refused}") from refused


def _row(line: int, row_id: str, cells: dict[str, str], columns: DateColumns) -> Row:
    first = cells[columns.start]
    if not first:
        raise ValueError(f"no date in {columns.start!r}: a year (1951) is enough")
    first, _, upto = first.partition(_RANGE)
    upto = upto or (cells[columns.end] if columns.end else "")
    start = _date(first, columns)
    end = _date(upto, columns) if upto else None
    if end is not None and span(end).last < span(start).first:
        raise ValueError(f"the end {upto} lies before the start {first}: correct one of them")
    if end == start:
        end = None
    untold = columns.end is not None and not upto
    return Row(line, row_id, cells, start, end, _NO_END if untold else None)


def _date(said: str, columns: DateColumns) -> str:
    """Return a date as EDTF, as precise as it is written. Raises ValueError with the remedy."""
    said = said.strip()
    for form in columns.formats:
        try:
            found = datetime.strptime(said, form)  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return found.strftime(next((to for mark, to in _PRECISIONS if mark in form), "%Y"))
    span(said)
    return said
