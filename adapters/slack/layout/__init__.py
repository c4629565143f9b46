"""Cards as Block Kit: text made harmless, moments, mentions, blocks cut to what Slack takes."""
