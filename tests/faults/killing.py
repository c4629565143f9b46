"""Keeps workers running, kills them at chosen messages, and starts them again at once."""

import asyncio
import os
import signal
from collections.abc import Iterable
from enum import StrEnum
from multiprocessing.process import BaseProcess
from random import Random

from tests.fakes.chat import ChatServer, Message
from tests.faults.worker import Job, end, start


class Moment(StrEnum):
    """When, in the life of a message, its sender is killed."""

    LOST = "lost"
    """While it sends: the message does not arrive."""
    TAKEN = "taken"
    """The message is in the channel, and the answer is not sent yet."""
    ANSWERED = "answered"
    """After the answer: before, while or after the receipt is committed."""


_LONGEST_COMMIT = 0.01
"""Within this many seconds of the answer, the receipt is committed, as a rule."""


class Killing:
    """Kills the sender of each message whose number, in the order of arrival, is in `points`."""

    def __init__(self, server: ChatServer, job: Job, points: Iterable[int], random: Random) -> None:
        self.kills = 0
        self._job = job
        self._points = sorted(points)
        self._random = random
        self._arrived = 0
        self._workers: dict[int, BaseProcess] = {}
        self._over = asyncio.Event()
        self._failed: int | None = None
        self._when: Moment | None = None
        server.lost, server.taken = self._lost, self._taken

    async def run(self, processes: int) -> None:
        """Run so many workers until all have ended by themselves, as there is nothing to do."""
        try:
            for _ in range(processes):
                self._start()
            await self._over.wait()
        finally:
            for worker in self._workers.values():
                asyncio.get_running_loop().remove_reader(worker.sentinel)
                end(worker)
        assert self._failed is None, f"a worker ended with {self._failed}"

    def _start(self) -> None:
        worker = start(self._job)
        assert worker.pid is not None
        self._workers[worker.pid] = worker
        asyncio.get_running_loop().add_reader(worker.sentinel, self._ended, worker)

    def _ended(self, worker: BaseProcess) -> None:
        asyncio.get_running_loop().remove_reader(worker.sentinel)
        worker.join()
        del self._workers[worker.pid or 0]
        if worker.exitcode == -signal.SIGKILL:
            self._start()
            return
        if worker.exitcode:
            self._failed = worker.exitcode
        if self._failed or not self._workers:
            self._over.set()

    def _lost(self, message: Message) -> bool:
        self._arrived += 1
        self._when = None
        due = bool(self._points) and self._points[0] <= self._arrived
        if due and message.sender in self._workers:  # else it is dead already: kill the next
            self._points.pop(0)
            self._when = self._random.choice(list(Moment))
        if self._when is Moment.LOST:
            self._kill(message.sender)
        return self._when is Moment.LOST

    def _taken(self, message: Message) -> None:
        if self._when is Moment.TAKEN:
            self._kill(message.sender)
        if self._when is Moment.ANSWERED:
            soon = self._random.uniform(0, _LONGEST_COMMIT)
            asyncio.get_running_loop().call_later(soon, self._kill, message.sender)

    def _kill(self, pid: int) -> None:
        if pid in self._workers:
            os.kill(pid, signal.SIGKILL)
            self.kills += 1
