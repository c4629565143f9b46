"""An answer that holds a secret has no button that shows it to all."""

import json

import pytest

from adapters.discord.layout.mark import Mark
from adapters.discord.listening.extras import SHARE, with_extras
from adapters.discord.render import Style, render
from bot.cards.replies import trouble_card
from bot.commands.spec import Reply, Request
from tests.world import NOW


@pytest.mark.parametrize("secret", [True, False])
async def test_a_secret_is_not_shared(secret):
    reply = Reply(trouble_card("A link", "Keep it"), secret=secret)
    plain = render(reply.card, Style.LAYOUT, Mark.of("t"))
    sheet = with_extras(plain, Request("feed", {}, NOW), reply)
    shown = json.dumps(sheet.view.to_components())
    assert (SHARE in shown) is not secret
