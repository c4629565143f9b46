"""The report: one table, the same width everywhere, so that two runs can be laid side by side."""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.measure import SCALE, Line

_WIDTH = 150
_MET = {True: "yes", False: "NO", None: ""}


def show(lines: Iterable[Line]) -> None:
    """Print the lines, each bench under its letter."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("what", "on", "figure", "beside"):
        table.add_column(heading)
    table.add_column("ratio", justify="right")
    table.add_column("target")
    table.add_column("met")
    for one in sorted(lines, key=lambda line: line.what):
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        table.add_row(one.what, one.on, one.figure, one.beside, ratio, one.target, _MET[one.met])
    print(f"BENCH_SCALE={SCALE:g}")
    Console(width=_WIDTH, highlight=False, markup=False).print(table)
