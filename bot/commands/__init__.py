"""Commands, each declared once: the chat platforms, the console and the shell are made from it."""
