"""The JSON Schemas of the files by which archives are read: editors complete and check by them."""

from typing import Any

from bot.archives.mapping import FormerStates, Mapping


def archive_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of a mapping and of the list of former states, by name."""
    return {
        "mapping": Mapping.model_json_schema(mode="validation"),
        "former-states": FormerStates.model_json_schema(mode="validation"),
    }
