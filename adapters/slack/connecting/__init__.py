"""Workspaces and their tokens: settings, OAuth, what may be asked for, what is kept quiet."""
