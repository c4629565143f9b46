"""Loading seed files: read, check against each other and the database, take in, file by file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from bot.flow.ingest import Intake, Refused, in_order, ingest, ingest_item
from bot.flow.references import defined, mentioned, too_early, twice_defined, undefined
from bot.flow.seedfile import BadSeed, Location, Problem, Seed, read_seed
from bot.store import ids
from bot.store.database import Database, Session

SUFFIXES = (".yaml", ".yml")

Progress = Callable[[Path, int, int], None]
"""Told of each file before it is taken in: its path, its number, how many there are."""


@dataclass(slots=True)
class Loading:
    """What a load came to."""

    files: int = 0
    """How many were taken in."""
    intake: Intake = field(default_factory=Intake)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    """The files to take in, in order; which needs which; which turned out to be no good."""

    seeds: list[Seed]
    needs: dict[Path, set[Path]]
    refused: set[Path] = field(default_factory=set)


def seed_files(paths: Iterable[Path]) -> list[Path]:
    """Return the YAML files among `paths` and below them. Raises BadSeed if there are none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(one for one in path.rglob("*") if one.suffix in SUFFIXES)
        elif path.exists():
            found.append(path)
        else:
            raise BadSeed([Problem(path, None, "", "there is no such file or folder")])
    if not found:
        raise BadSeed([Problem(Path(), None, "", "no .yaml file is among the paths given")])
    return list({path.resolve(): path for path in reversed(found)}.values())[::-1]


async def load(
    database: Database,
    paths: Iterable[Path],
    now: datetime,
    *,
    progress: Progress = lambda *_: None,
) -> Loading:
    """Load the files, each all or nothing.

    A file with a problem, or that needs something from such a file, is left out; the others
    are taken in.
    """
    result = Loading()
    plan = await _read(database, paths, result)
    for number, seed in enumerate(plan.seeds, 1):
        progress(seed.path, number, len(plan.seeds))
        async with database.writing() as session:
            await _take_in(session, plan, seed, now, result)
    return result


async def check(
    database: Database,
    paths: Iterable[Path],
    now: datetime,
    *,
    progress: Progress = lambda *_: None,
) -> Loading:
    """Find everything that `load` would find, and leave the database as it is."""
    result = Loading()
    plan = await _read(database, paths, result)
    async with database.rehearsing() as session:
        for number, seed in enumerate(plan.seeds, 1):
            progress(seed.path, number, len(plan.seeds))
            await _take_in(session, plan, seed, now, result)
    return result


async def _take_in(
    session: Session, plan: _Plan, seed: Seed, now: datetime, result: Loading
) -> None:
    """Take in one file, or nothing of it."""
    if lacking := sorted(str(path) for path in plan.needs[seed.path] & plan.refused):
        message = f"is left out, because it needs {' and '.join(lacking)}"
        result.problems.append(Problem(seed.path, None, "", message))
        plan.refused.add(seed.path)
        return
    by = seed.path.name
    location: Location = ()
    try:
        async with session.begin_nested():
            intake = await ingest(session, seed.content, at=now, by=by, now=now)
            for item in in_order(seed.content.wire):
                location = ("wire", seed.content.wire.index(item))
                intake += await ingest_item(session, item, by=by, now=now)
    except Refused as refused:
        result.problems.append(seed.problem((*location, *refused.location), str(refused)))
        plan.refused.add(seed.path)
    else:
        result.files += 1
        result.intake += intake


async def _read(database: Database, paths: Iterable[Path], result: Loading) -> _Plan:
    """Return the files that are good, in the order in which to take them in."""
    seeds: list[Seed] = []
    for path in seed_files(paths):
        try:
            seeds.append(read_seed(path))
        except BadSeed as bad:
            result.problems += bad.problems
    problems = [*twice_defined(seeds), *(one for seed in seeds for one in too_early(seed))]
    bad_files = {one.file for one in problems}
    seeds = [seed for seed in seeds if seed.path not in bad_files]
    while True:  # a file left out may take with it what another one needs
        known = await _known(database, seeds)
        found = [one for seed in seeds for one in undefined(seed, known)]
        if not found:
            break
        problems += found
        bad_files = {one.file for one in found}
        seeds = [seed for seed in seeds if seed.path not in bad_files]
    result.problems += problems
    return _planned(seeds, result)


async def _known(database: Database, seeds: Iterable[Seed]) -> dict[str, set[str]]:
    """Return the ids of each kind that the files define or the database holds."""
    known: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = {}
    for seed in seeds:
        for one in defined(seed.content):
            known.setdefault(one.kind, set()).add(one.id)
        for one in mentioned(seed.content):
            wanted.setdefault(one.kind, set()).add(one.id)
    async with database.reading() as session:
        for kind, names in wanted.items():
            missing = names - known.setdefault(kind, set())
            known[kind] |= await ids.existing(session, kind, missing)
    return known


def _planned(seeds: list[Seed], result: Loading) -> _Plan:
    """Put what is needed first; files that need each other are a problem."""
    owner = {(one.kind, one.id): seed.path for seed in seeds for one in defined(seed.content)}
    needs = {seed.path: _needs(seed, owner) for seed in seeds}
    by_path = {seed.path: seed for seed in seeds}
    try:
        order = [by_path[path] for path in TopologicalSorter(needs).static_order()]
    except CycleError as cycle:
        names = sorted({str(path) for path in cycle.args[1]})
        message = f"{' and '.join(names)} need each other: put what both need into one file"
        result.problems.append(Problem(Path(names[0]), None, "", message))
        return _Plan([], {})
    # Channels come last: what is loaded together with a channel is no news to it.
    late: set[Path] = set()
    for seed in order:
        if _has_channels(seed) or needs[seed.path] & late:
            late.add(seed.path)
    return _Plan(sorted(order, key=lambda seed: seed.path in late), needs)


def _has_channels(seed: Seed) -> bool:
    return bool(seed.content.channels or seed.content.subscriptions)


def _needs(seed: Seed, owner: dict[tuple[str, str], Path]) -> set[Path]:
    found = {owner.get((one.kind, one.id)) for one in mentioned(seed.content)}
    return {path for path in found if path is not None and path != seed.path}
