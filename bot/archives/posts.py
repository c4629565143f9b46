"""The offices that titles stand for: one on record where there is one, else a new one."""

from collections.abc import Iterable, Mapping, Sequence

from bot.archives.likeness import ROYAL
from bot.archives.naming import Ids, article
from bot.archives.states import StateThen
from bot.domain.actors import LEADER_RANK, Actor, ActorKind
from bot.domain.countries import country_name
from bot.domain.demonyms import demonyms
from bot.domain.record import Slug
from bot.domain.titles import title_words
from bot.domain.words import words

_HEADS_OF_STATE = ROYAL - {"Crown Prince", "Prince", "Princess"} | {
    "President", "Chief of State", "Head of State", "Chairman of the Presidency",
}  # fmt: skip
_HEADS_OF_GOVERNMENT = frozenset(
    ("Prime Minister", "Premier", "Chancellor", "Federal Chancellor", "Taoiseach",
     "Head of Government", "President of the Council of Ministers", "Chairman", "General Secretary",
     "Chairman of the Council of Ministers", "First Secretary", "Minister President")
)  # fmt: skip
_STATE_RANK, _MINISTER_RANK = 10, 30


class Posts:
    """The offices of an archive."""

    def __init__(self, known: Mapping[str, Sequence[Actor]], ids: Ids, source: Slug) -> None:
        """Begin with those on record, by the code of their country."""
        self._known = known
        self._ids = ids
        self._source = source
        self._found: dict[tuple[str, str], Actor] = {}
        self.new: dict[str, Actor] = {}

    def of(self, title: str, state: StateThen, name: str) -> Actor:
        """Return the office of a title in a state, which is called `name`; make it if need be."""
        key = (title, name)
        if key not in self._found:
            self._found[key] = self._find(title, state, name)
        return self._found[key]

    def _find(self, title: str, state: StateThen, name: str) -> Actor:
        if state.former is None and state.country is not None:
            known = _same_title(title, self._known.get(state.country, ()), state.country)
            if known is not None:
                return known
        said = f"{title} of {article(name)}{name}"
        post_id = self._ids.of(ActorKind.OFFICE, said, "office")
        if post_id not in self.new:
            self.new[post_id] = Actor(
                id=post_id,
                kind=ActorKind.OFFICE,
                name=said,
                country=state.country,
                rank=_rank(title),
                sources=(self._source,),
            )
        return self.new[post_id]


def _rank(title: str) -> int:
    if title in _HEADS_OF_STATE:
        return _STATE_RANK
    return LEADER_RANK if title in _HEADS_OF_GOVERNMENT else _MINISTER_RANK


def _same_title(title: str, posts: Iterable[Actor], country: str) -> Actor | None:
    """Return the office with this title: "Chancellor" is no "Vice Chancellor"."""
    silent = {*words(country_name(country)), *demonyms(country), country.lower()}
    wanted = title_words(title)
    for post in posts:
        for name in (post.name, *post.aliases):
            if title_words([one for one in words(name) if one not in silent]) == wanted:
                return post
    return None
