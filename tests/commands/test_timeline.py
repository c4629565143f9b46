"""Who is where over some weeks: in words, as data, and as a picture when it is asked for."""

from datetime import timedelta

from bot.commands.spec import Outcome
from bot.domain.timeline_answers import Solidity
from tests.commands.desk import NOW


def said(answer):
    return {
        row.who.id: [(bar.where, bar.first.day, bar.last.day, bar.solidity) for bar in row.bars]
        for row in answer.rows
    }


async def test_who_travels_has_a_row_with_the_legs_of_the_trip(ask):
    reply = await ask("timeline june 2024")
    rows = said(reply.data)
    legs = [bar for row in reply.data.rows for bar in row.bars if bar.trip is not None]
    assert [where for where, *_ in rows["vladimir-putin"]] == ["Pyongyang", "Hanoi"]
    assert all(one[3] is Solidity.FIRM for one in rows["vladimir-putin"])
    assert len({bar.trip for bar in legs}) == 1
    assert "1–30 Jun 2024" in str(reply.card.blocks)
    assert reply.card.picture is not None
    assert "Vladimir Putin: Pyongyang" in reply.card.picture.alt


async def test_a_filter_narrows_it(ask):
    reply = await ask("timeline june 2024 country:vietnam actor:putin")
    assert [[bar.where for bar in row.bars] for row in reply.data.rows] == [["Hanoi"]]
    assert "in Vietnam" in str(reply.data.interpretation)
    nothing = await ask("timeline june 1990")
    assert nothing.card.picture is None
    assert "Nobody is known to travel then." in str(nothing.card.blocks)


async def test_more_than_a_year_is_refused(ask):
    assert (await ask("timeline 2020..2024")).outcome is Outcome.MISUSED


async def test_two_have_a_picture_where_it_is_asked_for(ask):
    assert (await ask("between putin kim-jong-un")).card.picture is None
    reply = await ask("between putin kim-jong-un picture:dark")
    assert reply.card.picture is not None
    assert "Kim Jong Un" in reply.card.picture.alt


async def test_a_subscription_says_on_which_ground_and_forgets_it(desk):
    await desk.data('subscribe digest:"08:00 weekly" picture:dark name:week')
    (wish,) = (await desk.data("subscriptions")).subscriptions
    assert wish.picture == "dark"
    await desk.data("subscribe picture:no name:week")
    (wish,) = (await desk.data("subscriptions")).subscriptions
    assert wish.picture is None


async def test_a_week_ahead_is_a_week(ask):
    reply = await ask("timeline next 1 week")
    assert reply.data.first >= NOW.date()
    assert reply.data.last - reply.data.first <= timedelta(days=8)
