"""The shell commands about chat platforms: the doctor, and what each platform can print."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, Any

import typer

from bot.adapter import Finding, NotConfigured
from bot.root import adapter_names, adapters, open_house, wiring
from bot.settings import Settings, adapter_values

Run = Callable[[Coroutine[Any, Any, Any]], Any]
Say = Callable[[str], None]


def add_chats(app: typer.Typer, run: Run, say: Say) -> None:
    """Add `doctor`, and for each adapter what it can print: `slack manifest`, `discord invite`."""

    @app.command()
    def doctor(
        platform: Annotated[str | None, typer.Argument(help="slack or discord; else all.")] = None,
    ) -> None:
        """Examine the connections to chat platforms; say what is wrong, and the fix in a line."""
        if not run(_doctor(platform, say)):
            raise typer.Exit(1)

    for name in adapter_names():
        _add_papers(app, name, say)


def _add_papers(app: typer.Typer, name: str, say: Say) -> None:
    """Add `slack manifest` and the like; the adapter is loaded when it is asked, not before."""

    @app.command(name, help=f"What can be printed for {name.title()}; without PAPER, its names.")
    def show(paper: Annotated[str | None, typer.Argument(help="Which.")] = None) -> None:
        papers = adapters()[name].papers
        if paper is None:
            for one, write in papers.items():
                say(f"dragoman {name} {one}: {write.__doc__}")
            return
        if paper not in papers:
            raise NotConfigured(f"{name} has no {paper!r}; there is {', '.join(papers)}")
        say(papers[paper](adapter_values(name)))


async def _doctor(platform: str | None, say: Say) -> bool:
    """Examine the platforms, and say how they stand; return whether all is well."""
    known = adapters()
    if platform is not None and platform not in known:
        raise NotConfigured(f"no adapter {platform!r} is installed; there is {', '.join(known)}")
    well = True
    async with open_house(Settings(), alone=True) as house:
        for name in [platform] if platform else sorted(known):
            say(f"{name.title()}:")
            async for one in _findings(known[name].examine(wiring(house, name))):
                say(_line(one))
                well = well and one.well
    return well


async def _findings(found: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    try:
        async for one in found:
            yield one
    except NotConfigured as missing:
        yield Finding("settings", False, "not configured", str(missing))


def _line(one: Finding) -> str:
    mark = "ok  " if one.well else "FAIL"
    fix = f" -> {one.fix}" if one.fix and not one.well else ""
    return f"  {mark} {one.what}: {one.said}{fix}"
