"""Answers as files that other programs read: iCalendar, CSV. Pure: text in, text out."""
