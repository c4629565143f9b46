"""The verbs, in order: load and ingest what becomes known, plan what falls due, deliver it."""
