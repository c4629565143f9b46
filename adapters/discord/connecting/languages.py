"""The commands in the languages of those who use Discord: descriptions, by the table's words."""

from collections.abc import Mapping
from importlib.resources import files

import yaml
from discord import Locale
from discord.app_commands import TranslationContextLocation, TranslationContextTypes, Translator
from discord.app_commands import locale_str as LocaleText  # noqa: N812 - it is a class

_DESCRIPTIONS = (
    TranslationContextLocation.command_description,
    TranslationContextLocation.group_description,
)


def descriptions() -> Mapping[str, Mapping[str, str]]:
    """Return the descriptions by their English words and by language."""
    text = (files("adapters.discord") / "descriptions.yaml").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return found


class Languages(Translator):
    """Translates what there are words for; names stay, so that what is documented can be typed."""

    def __init__(self) -> None:
        """Read the words."""
        self._words = descriptions()

    async def translate(
        self, string: LocaleText, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return a description in a language; none leaves it in English."""
        if context.location not in _DESCRIPTIONS:
            return None
        return self._words.get(string.message, {}).get(locale.value.partition("-")[0])
