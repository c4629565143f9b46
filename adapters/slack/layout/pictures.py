"""A picture as a block: a file that was uploaded before, with words for who cannot see it."""

from slack_sdk.models.blocks import Block, ImageBlock

from adapters.slack.layout import limits
from adapters.slack.layout.text import plain


def image(file: str, alt: str) -> Block:
    """Return the block that shows an uploaded file, by its id."""
    return ImageBlock(alt_text=alt_text(alt), slack_file={"id": file})


def alt_text(alt: str) -> str:
    """Return the words for a picture, as long as Slack takes them."""
    return limits.cut(plain(alt), limits.ALT) or limits.MARK
