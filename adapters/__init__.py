"""The chat platforms: each a folder with platform.py, render.py and commands.py."""
