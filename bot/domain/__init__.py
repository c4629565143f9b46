"""What Dragoman knows about the world: pure values and rules, no I/O, no clock, no framework."""
