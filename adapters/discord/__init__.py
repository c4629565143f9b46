"""Discord as a chat platform: discord.py does the protocol, this says what goes over it."""
