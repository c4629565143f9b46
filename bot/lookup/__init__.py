"""Questions to the store: what is known of actors, events, warrants; who is meant by a name."""
