"""The first look: the shipped seeds, and June 2024 replayed on the console, in its own files."""

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
"""The seeds that are shipped."""

WIRE = SEEDS / "wire" / "2024-06.yaml"
HOME = Path(".dragoman")
DATABASE = HOME / "demo.sqlite3"
JOURNAL = HOME / "demo-console.jsonl"

SECONDS = 20
"""How long the replayed month takes."""

_AFTER_THE_WIRE = "from-"
"""In the name of a file whose events lie after the wire's month."""


def background() -> list[Path]:
    """Return the shipped files that were known before the wire begins, and the demo's channels."""
    return [
        path
        for path in sorted(SEEDS.rglob("*.yaml"))
        if path.parent != WIRE.parent and _AFTER_THE_WIRE not in path.name
    ]


def clear() -> None:
    """Remove what an earlier demo made."""
    for path in (DATABASE, JOURNAL):
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
