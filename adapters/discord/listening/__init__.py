"""What is typed, pressed and submitted on Discord, brought to the counter."""
