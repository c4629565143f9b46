"""Calendars over HTTP: each subscription that has a link, as a file that calendars fetch."""
