"""Which events and warrants a channel wants, and why one was or was not wanted."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.countries import CountryCode
from bot.domain.events import Certainty, Event, EventKind, Role
from bot.domain.record import Record, Slug
from bot.domain.regions import Region, countries_in

_LIKELIHOOD = (
    Certainty.UNPLANNED, Certainty.CANCELLED, Certainty.HIGHLY_UNCERTAIN, Certainty.PLANNED_ONLY,
    Certainty.MAY_OCCUR, Certainty.HIGHLY_LIKELY, Certainty.CERTAIN,
)  # fmt: skip
"""IPTC's codes in the order of how likely the event is."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a filter needs to know of an event: who is in it, where it is, whom it exposes."""

    event: Event
    cast: frozenset[str]
    """The participants, and the offices that they hold on the event's date."""
    countries: frozenset[str]
    """The host state and the states of those who come."""
    bound: frozenset[bool | None] = frozenset()
    """The answers of its exposures; empty if there is none."""

    @property
    def exposed(self) -> bool:
        """Whether the subject of a warrant is due there."""
        return bool(self.bound)

    @property
    def keys(self) -> frozenset[str]:
        """The keys under which a subscription that wants it can be found."""
        found = {ANY, *(f"actor:{one}" for one in self.cast)}
        found |= {f"country:{code}" for code in self.countries} | {f"kind:{self.event.kind}"}
        return frozenset(found | {EXPOSED} if self.exposed else found)


_COMERS = (Role.VISITOR, Role.ATTENDEE)
ANY = "any"
EXPOSED = "exposed"


class Filter(Record):
    """Which events and warrants a channel wants; an empty field lets everything through."""

    actors: tuple[Slug, ...] = ()
    """Persons, states, bodies, or offices: an office follows whoever holds it."""
    countries: tuple[CountryCode, ...] = ()
    """The host state, or the state of somebody who comes."""
    regions: tuple[Region, ...] = ()
    kinds: tuple[EventKind, ...] = ()
    least_certainty: Certainty | None = None
    exposure_only: bool = False
    """Only events in which the subject of a warrant is due in a state, and warrants."""
    bound_only: bool = False
    """Of those, only where the state is bound to arrest, or that is not known."""
    warrants: bool = True
    """Whether news of warrants is wanted."""

    def refusal(self, profile: Profile) -> str | None:
        """Return which part of the filter an event fails, in words; none if it is wanted."""
        event = profile.event
        checks = (
            (self._meets_exposure(profile), "no subject of a warrant is due there"),
            (self._meets_bound(profile), "the state is not bound to arrest"),
            (_meets(self.actors, profile.cast), f"nobody of {_list(self.actors)} is in it"),
            (
                _meets(self._codes(), profile.countries),
                f"it concerns none of {_list((*self.countries, *self.regions))}",
            ),
            (_meets(self.kinds, {event.kind}), f"it is a {event.kind}, not {_list(self.kinds)}"),
            (
                self._likely_enough(event),
                f"it is {event.certainty.label}, which is not sure enough",
            ),
        )
        return next((reason for met, reason in checks if not met), None)

    def wants(self, profile: Profile) -> bool:
        """Whether the channel wants to hear of an event."""
        return self.refusal(profile) is None

    def wants_subject(self, subject: str, offices: Iterable[str] = ()) -> bool:
        """Whether the channel wants news of warrants against `subject`, who holds `offices`."""
        return self.warrants and _meets(self.actors, {subject, *offices})

    @property
    def keys(self) -> frozenset[str]:
        """The keys under which to find it: those of its narrowest part.

        An event that it wants has at least one of them; see `Profile.keys`.
        """
        if self.actors:
            return frozenset(f"actor:{one}" for one in self.actors)
        if self.countries or self.regions:
            return frozenset(f"country:{code}" for code in self._codes())
        if self.exposure_only or self.bound_only:
            return frozenset({EXPOSED})
        return frozenset(f"kind:{kind}" for kind in self.kinds) or frozenset({ANY})

    def _codes(self) -> frozenset[str]:
        return frozenset(self.countries).union(*map(countries_in, self.regions))

    def _meets_exposure(self, profile: Profile) -> bool:
        return profile.exposed or not (self.exposure_only or self.bound_only)

    def _meets_bound(self, profile: Profile) -> bool:
        return not self.bound_only or bool(profile.bound - {False})

    def _likely_enough(self, event: Event) -> bool:
        least = self.least_certainty
        return least is None or _LIKELIHOOD.index(event.certainty) >= _LIKELIHOOD.index(least)


def only_about(event: Event, actors: frozenset[str]) -> bool:
    """Whether all who come to an event are among `actors`, or all who are in it."""
    comers = {one.actor for one in event.having(*_COMERS)}
    everybody = {one.actor for one in event.participants}
    return any(found and found <= actors for found in (comers, everybody))


def _meets(wanted: Iterable[str], found: Iterable[str]) -> bool:
    wanted = set(wanted)
    return not wanted or bool(wanted & set(found))


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(str, names))
