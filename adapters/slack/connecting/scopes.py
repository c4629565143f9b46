"""What the app asks for: each scope, and what it is for. There are no others."""

SCOPES = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "posting alerts and answers, and editing them",
    "app_mentions:read": "answering where Dragoman is mentioned",
    "channels:read": "names of public channels, and what becomes of them",
    "groups:read": "the same of private channels into which Dragoman was invited",
    "channels:history": "finding an alert that may have arrived, so that none comes twice",
    "groups:history": "the same in private channels",
    "im:history": "the same in direct messages",
    "im:write": "direct messages: personal alerts, and word to whoever runs Dragoman",
    "files:write": "pictures of who is where, and calendar files",
    "users:read": "a person's zone, and whether they run the workspace",
}
OPTIONAL = {
    "usergroups:read": "roles that are granted to a user group; without it, there are none",
}
LINKS = {
    "links:read": "unfolding Dragoman's links (HTTP only)",
    "links:write": "the same",
}
BOT_SCOPES = list(SCOPES | OPTIONAL)
