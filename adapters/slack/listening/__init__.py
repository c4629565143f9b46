"""What is typed, pressed and submitted on Slack, brought to the counter."""
