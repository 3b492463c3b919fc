"""Ctrl+Z: what the author did by hand, step by step, and the way back.

Knows no pane: whoever lets the author do something hands over a command with both directions.
"""
