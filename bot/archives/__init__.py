"""Archives and calendars of others, turned into facts: pure, rows in and facts out."""
