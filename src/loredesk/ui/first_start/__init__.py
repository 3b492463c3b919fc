"""The ways to begin: the built-in models in one click, a server on this machine, or a key."""
