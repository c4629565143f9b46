"""Dragoman carries word of visits, summits and warrants into the channels where a team talks.

Two ways through the house, each one way only::

    alerts    seeds, calendars, feeds, articles
              -> flow/ingest  -> store: revision         (one transaction:
              -> flow/plan    -> store: outbox rows        revision + rows)
              -> flow/deliver -> Card -> adapter -> receipt
    commands  adapter -> commands -> lookup -> Card -> the same adapter

``root`` makes everything, ``cli`` is the command line, ``schedule`` wakes the flow when
something is due, ``replay`` runs it through a recorded month. Below them ``flow`` (verbs) and
``commands`` (one spec each) ask ``lookup`` and ``store``; ``ports`` says what an adapter is and
``cards`` what a message is; ``domain`` knows the world and nothing of the rest.
"""
