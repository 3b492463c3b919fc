"""The story so far: what is summed up of the session on screen, and what the author makes of it."""
