"""Messages on their way: where to, how fast, under which mark, and what Slack's answers mean."""
