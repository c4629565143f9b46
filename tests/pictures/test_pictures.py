"""What is drawn: for any names and days, on both grounds, the same bytes for the same facts."""

import io
import warnings
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.answers import EventSummary, Named
from bot.domain.dates import Dates
from bot.domain.theme import Theme
from bot.domain.timeline_answers import BarAnswer, RowAnswer, Solidity, TimelineAnswer
from bot.domain.whereabouts_answers import BetweenAnswer
from bot.pictures.of import between_picture, timeline_picture
from bot.pictures.timeline import timeline_png

TODAY = date(2024, 6, 17)
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.one_of(
    st.text(min_size=1, max_size=300),
    st.sampled_from(("$\\frac{1}{0}$", "习近平", "김정은", "محمد بن سلمان", "🕊", "%s{}\x00\n")),
)
DAYS = st.dates(date(1874, 1, 1), date(2100, 1, 1))


def event(name="A visit", first=TODAY, last=None, **more) -> EventSummary:
    dates = Dates(start=first.isoformat(), end=(last or first).isoformat())
    told = {
        "id": f"event-{first}", "kind": "visit", "subtype": None, "title": name,
        "status": "scheduled", "certainty": "eos5", "start": dates.start, "end": dates.end,
        "precision": dates.precision, "dates": dates, "country": "KP", "revision": 1,
    }  # fmt: skip
    return EventSummary.model_validate(told | more)


def bar(where="Pyongyang", first=TODAY, days=1, solidity=Solidity.FIRM, **more) -> BarAnswer:
    last = first + timedelta(days=days)
    return BarAnswer(
        event=event(first=first, last=last), where=where, first=first, last=last,
        solidity=solidity, trip=more.pop("trip", None), **more,
    )  # fmt: skip


def answer(*rows: RowAnswer, summits=(), first=TODAY, last=None) -> TimelineAnswer:
    end = last or first + timedelta(days=27)
    return TimelineAnswer(first=first, last=end, today=TODAY, rows=rows, summits=summits)


def row(name: str, *bars: BarAnswer) -> RowAnswer:
    return RowAnswer(who=Named(id="x", name=name), bars=bars)


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    assert (image.format, image.width, dict(image.info)) == ("PNG", 1200, {})
    return image


def ground(png: bytes):
    return opened(png).convert("RGB").getpixel((3, 3))


TRIP = row("Putin", bar(trip="asia"), bar("Hanoi", TODAY + timedelta(days=2), trip="asia"))


def test_both_grounds_are_drawn_and_the_same_facts_give_the_same_bytes():
    shown = answer(TRIP, summits=(bar("Fasano"),))
    light, dark = (timeline_picture(shown, theme) for theme in Theme)
    first = light.draw()
    assert ground(first) == (255, 255, 255)
    assert sum(ground(dark.draw())) < 120
    again = timeline_picture(answer(TRIP, summits=(bar("Fasano"),)), Theme.LIGHT)
    timeline_png.cache_clear()
    assert again.draw() == first


def test_each_way_to_stand_looks_different():
    drawn = {
        timeline_picture(answer(row("Putin", bar(solidity=way, warrant=warrant)))).draw()
        for way in Solidity
        for warrant in (False, True)
    }
    assert len(drawn) == 6


def test_many_rows_stay_a_picture_for_a_phone_and_the_words_name_all():
    people = [row(f"Person {number}", bar()) for number in range(20)]
    picture = timeline_picture(answer(*people))
    assert opened(picture.draw()).height < 1800
    assert all(f"Person {number}:" in picture.alt for number in range(20))


def test_the_words_name_every_leg_and_how_it_stands():
    picture = timeline_picture(
        answer(row("Putin", bar(), bar("Hanoi", solidity=Solidity.OPEN), bar("Ulan Bator",
               warrant=True)))
    )  # fmt: skip
    assert "Pyongyang 17–18 Jun;" in picture.alt
    assert "Hanoi 17–18 Jun 2024 (not certain)" in picture.alt
    assert "Ulan Bator 17–18 Jun (subject of a warrant, in a state that may be bound)" in (
        picture.alt
    )


def test_where_there_is_nothing_there_is_no_picture():
    assert timeline_picture(answer()) is None


@FEW
@given(NAMES, NAMES, DAYS, st.tuples(st.integers(0, 500), st.integers(-40, 400)), st.data())
def test_any_names_and_days_are_drawn_without_a_warning(name, where, first, days, data):
    solidity = data.draw(st.sampled_from(Solidity))
    shown = bar(where, first + timedelta(days=days[1]), days[0], solidity, warrant=True)
    span = answer(row(name, shown, shown), summits=(shown,), first=first)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened(timeline_picture(span, Theme.DARK).draw())


def between(*past: EventSummary, **more) -> BetweenAnswer:
    a, b = Named(id="a", name=more.pop("name", "Putin")), Named(id="b", name="$x^2$")
    told = {"coming": (), "past": past, "gatherings": (), "called_off": ()} | more
    return BetweenAnswer(a=a, b=b, counts={}, **told)


@FEW
@given(NAMES, st.lists(DAYS, min_size=1, max_size=6), st.sampled_from(("visit", "call", "other")))
def test_what_two_had_is_drawn_whatever_it_was(name, days, kind):
    events = tuple(event(first=day, kind=kind) for day in days)
    shown = between(*events, name=name, coming=(event(first=TODAY + timedelta(days=9)),))
    opened(between_picture(shown, TODAY).draw())


@pytest.mark.parametrize("kind", ["meeting", "call", "signing"])
def test_kinds_are_told_apart_by_more_than_their_colour(kind):
    def grey(kind: str) -> bytes:
        png = between_picture(between(event(kind=kind)), TODAY).draw()
        return opened(png).convert("L").crop((60, 200, 1140, 270)).tobytes()

    assert grey(kind) != grey("visit")
