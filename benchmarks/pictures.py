"""How long a picture takes to be drawn, beside a bare matplotlib figure of one bar, as PNG."""

import io
import statistics
import time
from datetime import date, timedelta

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.measure import Line
from benchmarks.places import Site
from bot.domain.answers import EventSummary, Named
from bot.domain.dates import Dates
from bot.domain.theme import Theme
from bot.domain.timeline_answers import BarAnswer, RowAnswer, Solidity, TimelineAnswer
from bot.domain.whereabouts_answers import BetweenAnswer
from bot.pictures.bands import MOST, MOST_SUMMITS
from bot.pictures.between import between_png
from bot.pictures.canvas import DPI, WIDTH
from bot.pictures.timeline import timeline_png

ROUNDS = 40
TODAY = date(2024, 6, 17)
YEARS = 25


async def bench(site: Site) -> list[Line]:
    """Draw each by turns; the first of each is left out, as it loads the fonts."""
    shown, pair = _timeline(), _between()
    works = {
        "timeline": lambda: _anew(shown),
        "between": lambda: between_png(pair, TODAY, Theme.LIGHT),
        "bare": _bare,
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        for name, draw in works.items():
            began = time.perf_counter()
            draw()
            times[name].append((time.perf_counter() - began) * 1_000)
    (bare, bare_worst) = _marks(times.pop("bare"))
    lines = []
    for name, taken in times.items():
        usual, worst = _marks(taken)
        lines.append(
            Line(
                f"(p) picture: {name}",
                site.on,
                f"p50 {usual:.0f} ms, p99 {worst:.0f} ms",
                f"one bar: p50 {bare:.0f} ms, p99 {bare_worst:.0f} ms",
                usual / bare,
            )
        )
    return lines


def _marks(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken[1:]), statistics.quantiles(taken[1:], n=100)[98]


def _anew(shown: TimelineAnswer) -> None:
    timeline_png.cache_clear()
    timeline_png(shown, Theme.LIGHT)


def _bare() -> None:
    """Draw one bar on a ground as large as a usual timeline."""
    figure = Figure(figsize=(WIDTH / DPI, WIDTH / DPI), dpi=DPI)
    FigureCanvasAgg(figure)
    figure.add_subplot().barh(["a"], [1])
    figure.savefig(io.BytesIO(), format="png")


def _event(day: date, kind: str = "visit") -> EventSummary:
    dates = Dates(start=day.isoformat())
    return EventSummary.model_validate(
        {
            "id": f"{kind}-{day}", "kind": kind, "subtype": None, "title": f"A {kind}",
            "status": "scheduled", "certainty": "eos5", "start": dates.start, "end": None,
            "precision": dates.precision, "dates": dates, "country": "KP", "revision": 1,
        }
    )  # fmt: skip


def _timeline() -> TimelineAnswer:
    """Return as much as a picture shows, each row with two legs."""

    def bar(day: int) -> BarAnswer:
        first = TODAY + timedelta(days=day)
        return BarAnswer(
            event=_event(first), where="Pyongyang", first=first, last=first + timedelta(days=1),
            solidity=list(Solidity)[day % 3], trip=None,
        )  # fmt: skip

    rows = tuple(
        RowAnswer(who=Named(id=f"p{n}", name=f"Person {n}"), bars=(bar(n), bar(n + 3)))
        for n in range(MOST)
    )
    summits = tuple(bar(5 * n) for n in range(MOST_SUMMITS))
    last = TODAY + timedelta(days=27)
    return TimelineAnswer(first=TODAY, last=last, today=TODAY, rows=rows, summits=summits)


def _between() -> BetweenAnswer:
    """Return a quarter of a century with four meetings a year, of three kinds."""
    kinds = ("visit", "meeting", "call")
    days = [TODAY - timedelta(days=91 * n) for n in range(4 * YEARS)]
    past = tuple(_event(day, kinds[n % 3]) for n, day in enumerate(days))
    one, other = Named(id="a", name="One"), Named(id="b", name="Other")
    return BetweenAnswer(
        a=one, b=other, coming=(), past=past, gatherings=(), called_off=(), counts={}
    )
