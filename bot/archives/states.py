"""Which state a name meant on a day: "Germany, Federal Republic of" was West Germany in 1970."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.archives.mapping import FormerState, StateName
from bot.domain.countries import country_code, country_name, fold
from bot.domain.edtf import span

_IN_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*")
_TURNED_ROUND = re.compile(r"^(?P<name>[^,]+), (?P<form>.*(?:of|of the)|The)$", re.IGNORECASE)

USUAL = {
    "bosnia": "BA", "bosnia-herzegovina": "BA", "bosnian federation": "BA", "the gambia": "GM",
    "congo, democratic republic of": "CD", "democratic republic of the congo (zaire)": "CD",
    "congo, republic of": "CG", "republic of the congo": "CG", "palestinian authority": "PS",
    "west bank": "PS", "gaza": "PS", "somali republic": "SO", "somoa": "WS", "western samoa": "WS",
    "st. christopher and nevis": "KN", "st. kitts and nevis": "KN", "timor leste": "TL",
    "st. vincent and the grenadines": "VC", "st. lucia": "LC", "kosovo": "XK",
    "macedonia, former yugoslav republic of": "MK", "kirghizia": "KG", "byelorussia": "BY",
}  # fmt: skip
"""Names of states of today that archives use and the libraries do not know, folded."""


@dataclass(frozen=True, slots=True)
class StateThen:
    """What a name meant on a day."""

    name: str
    """As it is to be printed."""
    country: str | None
    """The code of today, of the state itself or of the one that goes on as the same."""
    former: FormerState | None = None


class States:
    """What is known of the names of states, of one archive and in general."""

    def __init__(self, former: Iterable[FormerState], named: Iterable[StateName] = ()) -> None:
        self._former: dict[str, list[FormerState]] = defaultdict(list)
        self.by_id = {one.id: one for one in former}
        for one in self.by_id.values():
            for name in one.named:
                self._former[fold(name)].append(one)
        self._named = {fold(name): one for one in named for name in one.names}

    def on(self, name: str, day: date) -> StateThen | None:
        """Return the state that `name` meant on a day; none if it is no name of a state."""
        for said in _forms(name):
            found = self._of(fold(said), day)
            if found is not None:
                return found
        return None

    def today(self, name: str, day: date, city: str | None) -> str | None:
        """Return in which country of today a place is; none where the name does not say it."""
        then = self.on(name, day)
        if then is None or then.former is None:
            return then.country if then else None
        if city is not None and city in then.former.cities:
            return then.former.cities[city]
        said = (USUAL.get(fold(one)) or country_code(one) for one in _forms(name))
        return next(filter(None, said), then.country)

    def _of(self, said: str, day: date) -> StateThen | None:
        then = next((one for one in self._former.get(said, ()) if _was(one, day)), None)
        given = self._named.get(said)
        if given is not None and given.state is not None:
            then = self.by_id.get(given.state)
        if then is not None:
            return StateThen(then.name, then.country, then)
        code = (given.country if given else None) or USUAL.get(said) or country_code(said)
        if code is not None:
            return StateThen(country_name(code), code)
        if said in self._former:  # a name of old, used for the state of today
            code = self._former[said][-1].country
        return StateThen(country_name(code), code) if code else None


def _was(one: FormerState, day: date) -> bool:
    return span(one.founded).first <= day <= span(one.dissolved).last


def _forms(name: str) -> Iterable[str]:
    """Yield a name as it stands, without what is in brackets, turned round, and what is in them."""
    yield name
    bare = _IN_BRACKETS.sub(" ", name).strip()
    if bare != name:
        yield bare
    turned = _TURNED_ROUND.match(bare)
    if turned:
        yield f"{turned['form']} {turned['name']}"
        yield turned["name"]
    yield from _IN_BRACKETS.findall(name)
