"""What Slack refuses of a message: the SDK's models know most limits, the rest is said here.

https://docs.slack.dev/reference/block-kit/blocks
https://docs.slack.dev/reference/methods/chat.postMessage#errors
"""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.fakes.slack.state import Refused

MOST_BLOCKS = 50
LONGEST_TEXT = 40_000
LONGEST_EDIT = 4_000
LONGEST_FIELD = 2_000
LONGEST_BLOCKS = 12_000


def check_message(
    what: dict[str, Any], files: dict[str, dict[str, Any]], *, editing: bool = False
) -> None:
    """Raise Refused if Slack would not take it; `files` are those that were uploaded."""
    text, blocks = what.get("text") or "", what.get("blocks") or []
    attachments = what.get("attachments") or []
    if not editing and not (text or blocks or attachments):
        raise Refused("no_text")
    if len(text) > (LONGEST_EDIT if editing else LONGEST_TEXT):
        raise Refused("msg_too_long")
    every = [*blocks, *(block for one in attachments for block in one.get("blocks", []))]
    problems = [*_problems(every), *_unknown_files(every, files)]
    if problems:
        raise Refused("invalid_blocks", response_metadata={"messages": problems})
    if len(json.dumps(every, ensure_ascii=False)) > LONGEST_BLOCKS:
        raise Refused("msg_blocks_too_long")
    _check_metadata(what.get("metadata"))


def _check_metadata(metadata: dict[str, Any] | None) -> None:
    if metadata and not {"event_type", "event_payload"} <= metadata.keys():
        raise Refused("invalid_metadata_format")


def _unknown_files(blocks: list[dict[str, Any]], files: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield a problem for each file that is not there, or not looked into yet."""
    for at, block in enumerate(blocks):
        if "slack_file" not in block:
            continue
        file = files.get(block["slack_file"].get("id", ""), {})
        if file.get("looked_into", 1) > 0:
            file["looked_into"] = file.get("looked_into", 1) - 1
            yield f"[ERROR] invalid slack file [json-pointer:/blocks/{at}/slack_file]"


def _problems(blocks: list[dict[str, Any]]) -> Iterator[str]:
    if len(blocks) > MOST_BLOCKS:
        yield f"[ERROR] no more than {MOST_BLOCKS} items allowed [json-pointer:/blocks]"
    for at, block in enumerate(blocks):
        yield from (f"[ERROR] {wrong} [json-pointer:/blocks/{at}]" for wrong in _wrong(block))
    ids = [one["block_id"] for one in blocks if one.get("block_id")]
    if len(ids) != len(set(ids)):
        yield "[ERROR] block_id already exists"


def _wrong(block: dict[str, Any]) -> Iterator[str]:
    """Yield what the SDK finds, and then what it does not look for."""
    try:
        parsed = Block.parse(block)
        if parsed is None:
            yield "unsupported type"
        else:
            parsed.to_dict()
    except (SlackObjectFormationError, TypeError) as refused:
        yield str(refused)
    for text in texts(block):
        if not text["text"]:
            yield "must be more than 0 characters"
    for one in block.get("fields", []):
        if len(one["text"]) > LONGEST_FIELD:
            yield f"must be less than {LONGEST_FIELD + 1} characters"
    actions = [one.get("action_id") for one in block.get("elements", []) if "action_id" in one]
    if len(actions) != len(set(actions)):
        yield "action_id already exists"


def texts(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every text object in a block, wherever it stands."""
    if isinstance(part, dict):
        if part.get("type") in ("plain_text", "mrkdwn"):
            yield part
        for inner in part.values():
            yield from texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner)
