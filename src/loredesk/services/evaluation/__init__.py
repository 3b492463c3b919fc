"""Evaluations: how well recall finds and prompts do, on questions whose answers are known.

What is measured is asked in a throw-away library, so that nothing of it stays in the author's own.
"""
