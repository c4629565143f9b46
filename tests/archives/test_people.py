"""Reading the cell of visitors, and telling persons apart, whatever stands there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archives.identity import Mention, who_is_who
from bot.archives.likeness import Likeness, Spelling, likeness
from bot.archives.people import TITLES, read_visitors
from bot.domain.words import words

NAMES = st.text("abcdefghijklmnopqrstuvwxyzäéł", min_size=4, max_size=9).map(str.capitalize)
FULL_NAMES = st.lists(NAMES, min_size=2, max_size=3, unique=True).map(" ".join).filter(
    lambda name: not any(word in name.split() for title in TITLES for word in title.split())
)  # fmt: skip
PAIRS = st.tuples(st.sampled_from(TITLES), FULL_NAMES)


@given(st.lists(PAIRS, min_size=1, max_size=4), st.sampled_from([" and ", ", ", "; ", " & "]))
def test_everybody_with_a_title_is_found(people: list[tuple[str, str]], joint: str) -> None:
    found = read_visitors(joint.join(f"{title} {name}" for title, name in people))
    assert [(one.titles[0], one.name) for one in found] == people


@given(st.text(max_size=120))
def test_any_text_is_read_and_nobody_is_nameless(cell: str) -> None:
    for one in read_visitors(cell):
        assert one.name == one.name.strip()
        assert one.name


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Prime Minister Robert Golob", [("Robert Golob", ("Prime Minister",))]),
        ("Premier & Prince Sihanouk", [("Sihanouk", ("Premier", "Prince"))]),
        ("President Benigno S. Aquino, 3rd", [("Benigno S. Aquino, 3rd", ("President",))]),
        ("Prime MinisterHaidar al-Abadi", [("Haidar al-Abadi", ("Prime Minister",))]),
        ("Prime Minister Amir Abbas Hoveyda", [("Amir Abbas Hoveyda", ("Prime Minister",))]),
        ("President- elect Ernesto Zedillo", [("Ernesto Zedillo", ("President",))]),
        ("General Omar Torrijos", [("Omar Torrijos", ())]),
        ("President X and Mrs. X", [("X", ("President",))]),
        ("Prime Minister", []),
    ],
)
def test_cells_as_they_are_written(cell: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.name, one.titles) for one in read_visitors(cell)] == expected


def spelling(said: str, year: int, *, royal: bool = False) -> Spelling:
    day = date(year, 1, 1).toordinal()
    return Spelling(said, day, day, royal)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Dmitriy Medvedev", 2010), ("Dimitry A. Medvedev", 2011), Likeness.SAME),
        (("Suga Yoshihide", 2021), ("Yoshihide Suga", 2020), Likeness.SAME),
        (("Park", 1965), ("Park Chung Hee", 1968), Likeness.SAME),
        (("Park", 1965), ("Park Geun-hye", 2013), Likeness.NO),
        (("Lleras", 1960), ("Carlos Lleras Restrepo", 1969), Likeness.PERHAPS),
        (("Idriss Deby", 2014), ("Mahamat Idriss Deby Itno", 2022), Likeness.PERHAPS),
        (("Imata Kabua", 1998), ("Amata Kabua", 1996), Likeness.PERHAPS),
        (("Tamim bin Hamad al-Thani", 2015), ("Hamad bin Khalifa al-Thani", 2011), Likeness.NO),
        (("Viktor S. Chernomyrdin", 1993), ("Viktor Sokolov", 1993), Likeness.NO),
        (("Viktor S. Chernomyrdin", 1993), ("Viktor Chernomyrdin", 1998), Likeness.SAME),
        (("Bjarni Benediktsson", 1968), ("Bjarni Benediktsson", 2024), Likeness.PERHAPS),
        (("Yitzhak Rabin", 1976), ("Yitzhak Shamir", 1983), Likeness.NO),
        (("Abdullah", 2001), ("Abdullah II bin Al-Hussein", 2001), Likeness.SAME),
    ],
)
def test_how_alike_two_names_are(
    one: tuple[str, int], other: tuple[str, int], expected: Likeness
) -> None:
    assert likeness(spelling(*one), spelling(*other))[0] is expected
    assert likeness(spelling(*other), spelling(*one))[0] is expected


MENTIONS = st.lists(
    st.builds(
        Mention,
        row=st.integers(0, 50),
        name=FULL_NAMES | NAMES,
        family=st.sampled_from(["a", "b"]),
        day=st.integers(700_000, 740_000),
        titles=st.sampled_from([(), ("King",), ("President",)]),
    ),
    max_size=12,
)


@given(MENTIONS)
def test_nobody_is_lost_and_states_are_not_mixed(mentions: list[Mention]) -> None:
    found = who_is_who(mentions)
    placed = [one for somebody in found.people for one in somebody.mentions]
    assert sorted(map(id, placed)) == sorted(map(id, mentions))
    for somebody in found.people:
        assert len({one.family for one in somebody.mentions}) == 1
        kings = {words(one.name)[1:] for one in somebody.mentions if "ii" in words(one.name)}
        assert len(kings) <= 1
    assert who_is_who(mentions).merged == found.merged
