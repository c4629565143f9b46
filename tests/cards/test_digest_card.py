from datetime import date

from bot.cards.digest import digest_card
from bot.domain.dates import Dates
from tests.builders import (
    AT_THE_HOUR,
    change,
    claim_answer,
    denial_answer,
    event_summary,
)

DAY = date(2024, 6, 17)
LONDON = "Europe/London"


def test_it_groups_what_is_coming_by_day_and_keeps_the_vague_apart(read):
    vague = event_summary(id="vague", title="Visit to Vietnam", dates=Dates(start="2024-06"))
    hour = event_summary(id="hour", title="Visit to North Korea", country="KP", dates=AT_THE_HOUR)
    day = event_summary(id="day", title="Talks in Vietnam", dates=Dates(start="2024-06-18"))
    lines = read(digest_card(DAY, LONDON, (), (vague, hour, day), (), ()))
    assert lines == [
        "Digest for Mon 17 Jun 2024",
        "Tue 18 Jun 2024:",
        "- Talks in Vietnam [day]",
        "Wed 19 Jun 2024:",
        "- <19 Jun 02:22>: Visit to North Korea [hour]",
        "No exact day yet:",
        "- June 2024: Visit to Vietnam [vague]",
        "Nothing is under way or new.",
    ]


def test_it_tells_changes_and_claims(read):
    moved = (event_summary(), (change("dates", "June 2024", "19–20 Jun 2024"),))
    new = (event_summary(id="new"), ())
    card = digest_card(DAY, LONDON, (event_summary(),), (), (moved, new),
                       (claim_answer(), denial_answer()))  # fmt: skip
    lines = read(card)
    title = "State visit of Vladimir Putin to Vietnam"
    assert f"- {title}: Dates: June 2024 → 19–20 Jun 2024 [putin-hanoi-2024]" in lines
    assert f"- {title}: now on record [new]" in lines
    assert lines[-1].startswith("- ↳ North Korea denies this")
    assert card.fallback == "Digest for Mon 17 Jun 2024: 1 under way, 0 coming up, 2 changed"


def test_an_empty_day_says_nothing_plainly_and_a_late_digest_admits_it(read):
    lines = read(digest_card(DAY, LONDON, (), (), (), (), late=True))
    assert "late" in lines[1]
    assert lines[2:] == ["Nothing is under way, coming up or new."]


def test_a_long_list_says_what_it_left_out(read):
    many = tuple(event_summary(id=f"e{number}") for number in range(20))
    lines = read(digest_card(DAY, LONDON, many, many, (), ()))
    assert "- and 8 more" in lines
    assert "And 8 more later on." in lines
