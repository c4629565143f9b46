"""Rows and back: plain functions that take a session. The one room that knows SQL."""
