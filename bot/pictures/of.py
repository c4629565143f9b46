"""The pictures that there are, each with its words; what draws them is not loaded here."""

from datetime import date

from bot.cards.between import between_words
from bot.cards.picture import Picture
from bot.cards.timeline import timeline_words
from bot.domain.theme import Theme
from bot.domain.timeline_answers import TimelineAnswer
from bot.domain.whereabouts_answers import BetweenAnswer


def timeline_picture(answer: TimelineAnswer, theme: Theme = Theme.LIGHT) -> Picture | None:
    """Return the picture of who is where; none where nobody is anywhere."""
    if not (answer.rows or answer.summits):
        return None

    def draw() -> bytes:
        from bot.pictures.timeline import timeline_png  # noqa: PLC0415 - takes most of a second

        return timeline_png(answer, theme)

    return Picture("timeline.png", timeline_words(answer), draw)


def between_picture(
    answer: BetweenAnswer, today: date, theme: Theme = Theme.LIGHT
) -> Picture | None:
    """Return the picture of what two had with each other; none where that is nothing with a day."""
    everything = (*answer.past, *answer.coming, *answer.gatherings, *answer.called_off)
    if not any(one.dates.first_day for one in everything):
        return None

    def draw() -> bytes:
        from bot.pictures.between import between_png  # noqa: PLC0415 - takes most of a second

        return between_png(answer, today, theme)

    return Picture("between.png", between_words(answer), draw)
