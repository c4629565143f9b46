"""`python -m bot` is `dragoman`."""

from bot.cli import main

main()
