"""The engine that runs durable tasks: claim, run, decide, save.

Knows no particular task; bootstrap hands it the handlers. May import ports and domain.
"""
