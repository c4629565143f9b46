"""The client and its commands: made, run, registered, examined, invited."""
