"""Holding the outbox against what the channels really have: how many, twice, or lost."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.delivery import DeliveryState
from bot.store import channels, outbox
from bot.store.database import Session


@dataclass(frozen=True, slots=True)
class Seen:
    """A message that a platform has: in which channel, and by which token."""

    address: str
    token: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The outbox held against what the channels have."""

    sent: dict[str, Counter[str]]
    """Channel address to how many alerts of each kind."""
    skipped: int
    """Not sent, as they had lost their point."""
    duplicates: int
    """Messages that a channel has more than once."""
    lost: int
    """Deliveries that were not settled, failed, or are said to be sent and are in no channel."""

    @property
    def total(self) -> int:
        """How many alerts were sent."""
        return sum(kinds.total() for kinds in self.sent.values())


async def tally(session: Session, seen: Iterable[Seen]) -> Tally:
    """Hold the outbox against the messages that the channels have."""
    places = {one.id: one for one in await channels.channels(session)}
    have = Counter(seen)
    sent: dict[str, Counter[str]] = {one.address: Counter() for one in places.values()}
    found = await outbox.deliveries(session)
    token_of = {one.key: one.token for one in found}
    there = {one.receipt for one in found if have[Seen(places[one.channel].address, one.token)]}
    lost = skipped = 0
    for one in found:
        address = places[one.channel].address
        match one.state:
            case DeliveryState.SENT:
                sent[address][one.kind] += 1
                token = token_of[one.held_for] if one.held_for else one.token
                # What made an older message grow has none of its own.
                lost += have[Seen(address, token)] == 0 and one.receipt not in there
            case DeliveryState.SKIPPED:
                skipped += 1
            case _:
                lost += 1
    return Tally(sent, skipped, sum(count - 1 for count in have.values()), lost)


def summary(found: Tally) -> str:
    """Say it in one line: "#foreign-desk 41 (announced 9, …); duplicates 0, lost 0"."""
    parts = [f"{name} {kinds.total()} ({_kinds(kinds)})" for name, kinds in found.sent.items()]
    return "; ".join([*parts, f"duplicates {found.duplicates}, lost {found.lost}"])


def _kinds(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "nothing"
