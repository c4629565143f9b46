"""Processes that do a piece of work on command: what is measured does not share our loop."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.measure import memory_mb

SPAWN = multiprocessing.get_context("spawn")

Work = Callable[[], Awaitable[None]]
"""One round."""

Prepare = Callable[..., AbstractAsyncContextManager[Work]]
"""What a process has open while it works. Found by its name in the new process."""


class Crew:
    """Processes of one kind."""

    def __init__(self, pipes: list[Connection]) -> None:
        self._pipes = pipes
        self.memory_mb = 0.0
        """What the largest of them had at most."""

    async def round(self) -> float:
        """Let all do a round; return how many seconds passed until the last had finished."""
        return await asyncio.to_thread(self._round)

    def _round(self) -> float:
        began = time.perf_counter()
        for pipe in self._pipes:
            pipe.send("go")
        used = [pipe.recv() for pipe in self._pipes]
        took = time.perf_counter() - began
        self.memory_mb = max(self.memory_mb, *used)
        return took


@contextmanager
def crew(size: int, prepare: Prepare, *args: Any) -> Iterator[Crew]:
    """Start so many processes; they end with the block."""
    pairs = [SPAWN.Pipe() for _ in range(size)]
    processes = [
        SPAWN.Process(target=_run, args=(there, prepare, args), daemon=True) for _, there in pairs
    ]
    for one in processes:
        one.start()
    try:
        pipes = [here for here, _ in pairs]
        for pipe in pipes:
            pipe.recv()
        yield Crew(pipes)
    finally:
        for one in processes:
            one.terminate()
            one.join()


def _run(pipe: Connection, prepare: Prepare, args: tuple[Any, ...]) -> None:
    asyncio.run(_serve(pipe, prepare, args))


async def _serve(pipe: Connection, prepare: Prepare, args: tuple[Any, ...]) -> None:
    async with prepare(*args) as work:
        pipe.send("ready")
        async for _ in _commands(pipe):
            await work()
            pipe.send(memory_mb())


async def _commands(pipe: Connection) -> AsyncIterator[str]:
    while True:
        yield await asyncio.to_thread(pipe.recv)
