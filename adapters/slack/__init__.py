"""Slack as a chat platform. slack_sdk and slack-bolt do the protocol; here is what is ours.

`render` makes a message of a card, `digests` cuts a long one up; `platform` is what the core knows,
`posting` and `history` do its work; `wire` is each request, with its pace and what became of it.

What people do there comes in by `app`, which `adapter` connects by Socket Mode or HTTP: `commands`,
`buttons`, `modals`, `shortcuts`, `home`, `mentioned` and `happenings` listen, `asking` makes
requests of it, `front_door` has them answered, `replying` and `views` show the answers.
`workspaces` and `many` know the tokens.

A channel's address is "TEAM/CHANNEL" (Slack's ids), or "CHANNEL" where one token serves.

It needs the scopes chat:write and im:write, and channels:history and groups:history to find its own
messages; without the latter two, only Slack's own memory of `client_msg_id` tells a repeat.

A button carries all that is needed to answer it after a restart: its action id is
"diplo:<command>", its value the card's reference. "diplo:details" stands on a card that had to be
cut and brings no button of its own: whoever answers looks up what kind of thing the reference is.
"""
