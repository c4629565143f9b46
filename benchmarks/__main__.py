"""Run every bench on SQLite and on PostgreSQL and print what came of it.

BENCH_SCALE (default 0.01) is the share of the full size; names of benches as arguments run those.
"""

import asyncio
import sys
import time
from types import ModuleType

from benchmarks import (
    archives,
    audience,
    discord,
    event_search,
    lateness,
    limits,
    lookups,
    pictures,
    planner,
    search,
    slack,
    throughput,
)
from benchmarks.measure import Line, say
from benchmarks.places import Site, sites
from benchmarks.report import show
from bot.root import set_up_logging

BENCHES = {
    one.__name__.rpartition(".")[2]: one
    for one in (
        throughput,
        limits,
        audience,
        planner,
        lookups,
        search,
        event_search,
        archives,
        pictures,
        slack,
        discord,
        lateness,
    )
}
"""Lateness last: it is the one that adds to a shared world."""

ALL = "all"
SLOW = frozenset({
    "lookups", "search", "event_search", "archives", "pictures", "slack", "discord",
})  # fmt: skip
"""Run where they are named: together they take several minutes."""


async def main(names: list[str]) -> None:
    """Run those of the alert engine, the benches with these names, or all."""
    unknown = set(names) - set(BENCHES) - {ALL}
    if unknown:
        raise SystemExit(
            f"no such bench: {', '.join(unknown)}; there is {ALL}, {', '.join(BENCHES)}"
        )
    wanted = [*BENCHES] if ALL in names else names or [one for one in BENCHES if one not in SLOW]
    set_up_logging("ERROR")
    lines: list[Line] = []
    with sites() as found:
        for site in found:
            for name in wanted:
                say(f"{name} on {site.on} ...")
                lines += await _run(BENCHES[name], name, site)
    show(lines)


async def _run(bench: ModuleType, name: str, site: Site) -> list[Line]:
    """Run one bench; one that cannot run says why."""
    began = time.perf_counter()
    try:
        found: list[Line] = await bench.bench(site)
    except Exception as failure:  # noqa: BLE001 - the other figures are wanted all the same
        reason = str(failure).partition("\n")[0]
        return [Line(f"({name})", site.on, f"cannot run: {type(failure).__name__}: {reason}")]
    for line in found:
        say(f"  {line.what}: {line.figure}; {line.beside}")
    say(f"  measured in {time.perf_counter() - began:.1f} s")
    return found


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
