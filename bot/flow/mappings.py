"""Finding a mapping: one that is shipped, by its name, or a file."""

from functools import cache
from pathlib import Path

from bot.archives.mapping import FormerState, FormerStates, Mapping
from bot.flow.seedfile import BadSeed, Problem, read_document

READY = Path(__file__).resolve().parents[1] / "archives" / "ready"
_FORMER = "former-states"


def ready_mappings() -> list[str]:
    """Return the names of the mappings that are shipped."""
    return sorted(path.stem for path in READY.glob("*.yaml") if path.stem != _FORMER)


def read_mapping(name: str) -> Mapping:
    """Return the mapping of this name, or of this file. Raises BadSeed."""
    path = READY / f"{name}.yaml" if name in ready_mappings() else Path(name)
    if not path.is_file():
        message = f"there is no such mapping or file; ready are {', '.join(ready_mappings())}"
        raise BadSeed([Problem(path, None, "", message)])
    return read_document(path, Mapping)[0]


@cache
def former_states() -> tuple[FormerState, ...]:
    """Return the states that are no more."""
    return read_document(READY / f"{_FORMER}.yaml", FormerStates)[0].states
