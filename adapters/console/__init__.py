"""The terminal as a chat platform: named channels, a history that survives, slash commands."""
