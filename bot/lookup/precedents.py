"""What happened when the subject of a warrant was in a state before, as was known by now."""

from datetime import datetime

from bot.domain.answers import PrecedentAnswer
from bot.domain.countries import country_name
from bot.lookup.refs import resolve
from bot.store import precedents as kept
from bot.store.database import Session


async def precedents(
    session: Session, now: datetime, *, subject: str | None = None, state: str | None = None
) -> tuple[PrecedentAnswer, ...]:
    """Return the visits known by now, the latest first; without rulings that came later."""
    stored = await kept.precedents(session, subject=subject, state=state)
    known = [seen for one in stored if (seen := one.known_by(now.date())) is not None]
    refs = await resolve(
        session,
        actors={one.subject for one in known},
        sources={source for one in known for source in one.sources},
    )
    return tuple(
        PrecedentAnswer.model_validate(
            one.model_dump(exclude={"subject", "sources"})
            | {
                "subject": refs.named(one.subject),
                "state_name": country_name(one.state),
                "sources": refs.source_list(one.sources),
            }
        )
        for one in known
    )


async def precedents_for(
    session: Session, now: datetime, subject: str, state: str
) -> tuple[PrecedentAnswer, ...]:
    """Return the subject's earlier visits to a state; else those of others under a warrant."""
    own = await precedents(session, now, subject=subject, state=state)
    return own or await precedents(session, now, state=state)
