"""An archive as facts: read again on top of what it brought, it brings the same."""

import csv
import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archives.harvest import Harvest, harvest
from bot.archives.mapping import Mapping
from bot.archives.naming import Entry
from bot.archives.table import read_table
from bot.archives.world import Known, World
from bot.domain.actors import ActorKind
from bot.flow.mappings import former_states

TODAY = date(2026, 1, 1)
MAPPING = Mapping.model_validate(
    {
        "id": "list",
        "title": "A list",
        "source": {"id": "list-source", "outlet": "A list"},
        "row": "id",
        "dates": {"start": "start", "end": "end"},
        "people": {"column": "who", "state_column": "of"},
        "place": {"country_column": "in"},
        "trips": {"gap_days": 1},
    }
)
NAMES = st.sampled_from(
    ["Ana Bell", "Ana M. Bell", "Bell", "Cy Dorn", "Cy Dornn", "Dorn", "Eva II", "Eva", "Eva III"]
)
TITLES = st.sampled_from(["President", "Prime Minister", "King", "Acting President"])
ROWS = st.lists(
    st.tuples(
        st.dates(date(1930, 1, 1), date(2026, 3, 1)),
        st.lists(st.tuples(TITLES, NAMES), min_size=1, max_size=2),
        st.sampled_from(["Italy", "U.S.S.R.", "Russia", "Czechoslovakia", "Czech Republic"]),
        st.sampled_from(["France", "Germany", "Yugoslavia"]),
    ),
    max_size=8,
)


def table(rows: list[tuple[date, list[tuple[str, str]], str, str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "start", "end", "who", "of", "in"])
    for number, (day, people, state, place) in enumerate(rows):
        who = " and ".join(f"{title} {name}" for title, name in people)
        writer.writerow([number, day, "", who, state, place])
    return out.getvalue()


def after(found: Harvest) -> World:
    """Return the world with what an archive brought."""
    people = [one for one in found.actors.values() if one.kind is ActorKind.PERSON]
    held = list(found.occupancies.values())
    known: dict[str, list[Known]] = {}
    for one in people:
        own = tuple(each for each in held if each.holder == one.id)
        known.setdefault(one.country or "", []).append(Known(one, own))
    others = [one for one in found.actors.values() if one.country and one not in people]
    return World(
        people=known,
        posts={code: [one for one in others if one.country == code and one.kind is ActorKind.OFFICE]
               for code in {str(one.country) for one in others}},
        states={str(one.country): one for one in others
                if one.kind is ActorKind.STATE and not one.dissolved},
        taken={one.id: Entry(one.kind, one.name) for one in found.actors.values()},
        before={event.id: event for _, event in found.events},
    )  # fmt: skip


@settings(max_examples=60)
@given(ROWS)
def test_read_twice_it_says_the_same(
    rows: list[tuple[date, list[tuple[str, str]], str, str]],
) -> None:
    read = read_table(table(rows), MAPPING)
    first = harvest(read, MAPPING, former_states(), World(), TODAY)
    again = harvest(read, MAPPING, former_states(), after(first), TODAY)
    assert [event for _, event in again.events] == [event for _, event in first.events]
    assert again.occupancies == first.occupancies
    assert all(first.actors[key] == one for key, one in again.actors.items())


@given(ROWS)
def test_no_office_is_said_to_begin_or_end(
    rows: list[tuple[date, list[tuple[str, str]], str, str]],
) -> None:
    found = harvest(read_table(table(rows), MAPPING), MAPPING, former_states(), World(), TODAY)
    days = {day.isoformat() for day, *_ in rows}
    for one in found.occupancies.values():
        assert (one.start, one.end) == (None, None)
        assert set(one.attested) <= days
