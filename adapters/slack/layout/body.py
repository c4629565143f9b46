"""The blocks of a card as blocks of Slack: facts as fields, paragraphs and lists as sections."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock

from adapters.slack.layout import limits
from adapters.slack.layout.moments import moment
from adapters.slack.layout.text import literal, literal_part
from bot.cards.card import Bullets, Card, Facts, Paragraph, Text

LABEL = 100
"""Of a fact: it stands on a line of its own above the value."""
VALUE = limits.FIELD - LABEL - len("**\n")
ITEM = 500
"""Of a list: some six lines in a channel."""
_BULLET, _BENEATH = "•", "↳"
_BREAK = "\n"


def body(card: Card) -> tuple[tuple[Block, ...], bool]:
    """Return the blocks between heading and sources, and whether any text had to be cut."""
    writer = _Writer(card.locale)
    blocks = [made for block in card.blocks for made in writer.blocks(block)]
    return tuple(blocks), writer.has_cut


def markup(text: str) -> MarkdownTextObject:
    """Return text that is all ours or made literal; Slack looks for nothing else in it."""
    return MarkdownTextObject(text=text, verbatim=True)


class _Writer:
    """Writes blocks in the language of a card, and remembers whether it had to cut."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self.has_cut = False

    def blocks(self, block: Paragraph | Facts | Bullets) -> Iterable[Block]:
        """Yield the sections that show a block of a card; none for one without text."""
        match block:
            case Paragraph(text):
                lines = [self._line(text, limits.SECTION)]
            case Bullets(items, heading):
                lines = self._list(items, heading)
            case Facts():
                yield from self._fields(block)
                return
        for section in self._packed(lines):
            yield SectionBlock(text=markup(section))

    def _fields(self, facts: Facts) -> Iterable[Block]:
        fields = [
            markup(
                f"{self._bold(one.label, LABEL)}\n{self._line(one.value, limits.FIELD - 2 * LABEL)}"
            )
            for one in facts.items
        ]
        for start in range(0, len(fields), limits.FIELDS):
            yield SectionBlock(fields=fields[start : start + limits.FIELDS])

    def _list(self, items: Sequence[Text], heading: str | None) -> list[str]:
        above = [self._bold(heading, limits.HEADER)] if heading else []
        return above + [_item(self._line(item, ITEM)) for item in items]

    def _packed(self, lines: Iterable[str]) -> Iterable[str]:
        """Join lines into as few sections as hold them."""
        section = ""
        for line in filter(None, lines):
            joined = f"{section}{_BREAK}{line}" if section else line
            if limits.weight(joined) <= limits.SECTION:
                section = joined
            else:
                yield section
                section = line
        if section:
            yield section

    def _bold(self, text: str, limit: int) -> str:
        words = self._cut(literal(text), limit)
        return f"*{words}*" if words else limits.MARK

    def _line(self, text: Text, limit: int) -> str:
        units: list[str] = []
        for part in text:
            if isinstance(part, str):
                units += literal_part(part)
            else:
                units.append(moment(part, self._locale))
        return self._cut(units, limit).strip()

    def _cut(self, units: Sequence[str], limit: int) -> str:
        kept = limits.cut(units, limit)
        self.has_cut = self.has_cut or kept != "".join(units)
        return kept


def _item(line: str) -> str:
    """Put the mark of an item before it; one that belongs beneath another brings its own."""
    return f"    {line}" if line.startswith(_BENEATH) else f"{_BULLET} {line}"
