"""A subscription is changed in its form, which shows what it wants so far."""

import pytest

from tests.adapters.slack.front import words

FULL = (
    "subscribe actors:envoy,guest countries:KP regions:asia kinds:visit,summit certainty:likely "
    'exposure:yes warrants:no alerts:cancelled,reminder reminders:"7d 1h" '
    'digest:"08:00 weekdays, 18:00 weekly" empty:no quiet:22:00-06:30 '
    'mention:"U0001 for cancelled" style:new name:full locale:de'
)
PLAIN = "subscribe name:plain"


@pytest.fixture
def boss(slack):
    slack.users["U0001"].is_admin = True


async def opened(front):
    """Choose the subscription from the menu on the answer, and return its form."""
    shown = await front.asked("subscriptions")
    (menu,) = [one for one in shown.buttons if one["type"] == "static_select"]
    await front.choose(menu["action_id"], menu["options"][0]["value"])
    return await front.view()


def standing_in(view):
    """What stands in the fields of a form, as it is sent where nobody changes anything."""
    found = {}
    for block in view["blocks"]:
        element = block["element"]
        if "initial_options" in element:
            found[block["block_id"]] = [one["value"] for one in element["initial_options"]]
        elif "initial_option" in element:
            found[block["block_id"]] = element["initial_option"]["value"]
        else:
            found[block["block_id"]] = element.get("initial_value")
    return found


@pytest.mark.parametrize("line", [FULL, PLAIN])
async def test_a_form_that_is_sent_as_it_is_changes_nothing(front, boss, line):
    await front.asked(line)
    before = (await front.asked("subscriptions")).text
    view = await opened(front)
    done = await front.send(view, **standing_in(view))
    assert done["response_action"] == "update", done
    assert (await front.asked("subscriptions")).text == before


async def test_people_read_names_in_it(front, boss):
    await front.asked(FULL)
    view = await opened(front)
    (actors,) = [one["element"] for one in view["blocks"] if one["block_id"] == "actors"]
    assert [one["text"]["text"] for one in actors["initial_options"]] == ["Ada Envoy", "Bo Guest"]


async def test_a_field_that_is_emptied_lets_everything_through(front, boss):
    await front.asked(FULL)
    view = await opened(front)
    told = standing_in(view) | {"actors": [], "digest": None, "quiet": None}
    done = await front.send(view, **told)
    shown = words(done["view"])
    assert "Ada Envoy" not in shown
    assert "Digest: none" in shown
    assert "22:00" not in shown


async def test_one_that_has_ended_since_is_made_anew(front, boss):
    await front.asked(FULL)
    shown = await front.asked("subscriptions")
    await front.asked("unsubscribe full")
    (menu,) = [one for one in shown.buttons if one["type"] == "static_select"]
    await front.choose(menu["action_id"], menu["options"][0]["value"])
    assert standing_in(await front.view())["name"] == "full"
