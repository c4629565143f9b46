"""By what actors, events and places are searched for, and how often they were."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.columns import Name, Plain, Table, Word


class NameRow(Table):
    """A name by which an actor, an event or a place is searched for."""

    __tablename__ = "names"
    __table_args__ = (Index(None, "kind", "owner"), Index(None, "squeezed", "kind"))
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Word)
    owner: Mapped[str] = mapped_column(Name)
    said: Mapped[str] = mapped_column(Name)
    """Its words, with a space between them."""
    squeezed: Mapped[str] = mapped_column(Name)
    """Its words without one."""


class NameWordRow(Table):
    """A word of a name; stored in the order in which it is searched for."""

    __tablename__ = "name_words"
    __table_args__ = (Index(None, "name", "word"), {"sqlite_with_rowid": False})
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    word: Mapped[str] = mapped_column(Plain, primary_key=True)
    name: Mapped[int] = mapped_column(ForeignKey("names.id"), primary_key=True, autoincrement=False)


class WordFormRow(Table):
    """What is left of a known word when letters are left out: see `bot.domain.words.forms`."""

    __tablename__ = "word_forms"
    __table_args__ = ({"sqlite_with_rowid": False},)
    form: Mapped[str] = mapped_column(Plain, primary_key=True)
    word: Mapped[str] = mapped_column(Plain, primary_key=True)


class AskedRow(Table):
    """How often something was asked for."""

    __tablename__ = "asked"
    __table_args__ = (Index(None, "kind", "times"),)
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    owner: Mapped[str] = mapped_column(Name, primary_key=True)
    times: Mapped[int]
