"""How large a bench is, how long something takes, how much memory a process has."""

import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

REPEATS = 30

_LEAST = 0.01


def read_scale(text: str) -> float:
    """Read the share of the full size. Ends the program where it is none."""
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not _LEAST <= scale <= 1:
        raise SystemExit(f"BENCH_SCALE={text}: a number from {_LEAST:g} to 1 (full size) is needed")
    return scale


SCALE = read_scale(os.environ.get("BENCH_SCALE") or str(_LEAST))


def scaled(full: int, least: int) -> int:
    """Return the size of a bench whose full size is `full`; never smaller than `least`."""
    return max(least, round(full * SCALE))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a figure, and what it is to be seen beside."""

    what: str
    on: str
    figure: str
    beside: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    """None where there is no target."""


def say(progress: str) -> None:
    """Tell whoever waits what is being done."""
    print(progress, file=sys.stderr, flush=True)


async def seconds(work: Awaitable[object]) -> float:
    """Return how long it takes."""
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def side_by_side(
    *works: Callable[[], Awaitable[object]], rounds: int = REPEATS
) -> list[float]:
    """Return how many milliseconds each takes, as a rule: by turns, so that all see the same."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for taken, work in zip(times, works, strict=True):
            taken.append(await seconds(work()))
    # The first time compiles and caches.
    return [statistics.median(taken[1:]) * 1_000 for taken in times]


async def slowest(
    *works: Callable[[], Awaitable[object]], rounds: int = REPEATS, percent: int = 99
) -> list[float]:
    """Return within how many milliseconds so many per cent of each are done: by turns, too."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for taken, work in zip(times, works, strict=True):
            taken.append(await seconds(work()))
    return [statistics.quantiles(taken[1:], n=100)[percent - 1] * 1_000 for taken in times]


def memory_mb() -> float:
    """Return how much memory this process had at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return int(found["VmHWM"]) / 1024
