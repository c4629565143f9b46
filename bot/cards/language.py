"""The language in which a card's dates are written: set around the making of one card.

A value of the context rather than an argument: it concerns every date in every card, and none of
the functions in between.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.domain.date_words import DEFAULT_LOCALE, describe
from bot.domain.dates import Dates

_LOCALE: ContextVar[str] = ContextVar("locale", default=DEFAULT_LOCALE)


@contextmanager
def in_language(locale: str) -> Iterator[None]:
    """Write dates in the language of `locale` (a Babel locale) within this block."""
    token = _LOCALE.set(locale)
    try:
        yield
    finally:
        _LOCALE.reset(token)


def language() -> str:
    """Return the locale in which dates are written now."""
    return _LOCALE.get()


def date_words(dates: Dates | None) -> str:
    """Say dates in the language that is set."""
    return describe(dates, language())
