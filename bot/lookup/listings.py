"""The lists that look-ups answer with, each kind made once.

pydantic reads the docstrings of a field from the source around the place where a generic model is
first given its type, and fails where that is amid a statement of several lines: so it is here.
"""

from bot.domain.answers import ClaimAnswer, EventSummary, Listing, RevisionAnswer, WarrantAnswer

ClaimList = Listing[ClaimAnswer]
EventList = Listing[EventSummary]
RevisionList = Listing[RevisionAnswer]
WarrantList = Listing[WarrantAnswer]
