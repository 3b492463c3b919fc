"""The queue: what the program does in the background, and what went wrong with it."""
