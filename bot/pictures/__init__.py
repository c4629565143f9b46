"""Pictures of what is answered, as PNG. Pure: data in, bytes out; one draws at a time.

What draws them is loaded when the first is drawn: `bot.pictures.of` makes pictures that wait.
"""
