"""Messages on their way: where to, how fast, in which thread, and what Discord's refusals mean."""
