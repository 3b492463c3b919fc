"""Steering recall: what the author wants always, sooner or never told in a session.

Keeps who is steered and says it to whoever shows it; other panes offer the choice in menus of theirs.
"""
