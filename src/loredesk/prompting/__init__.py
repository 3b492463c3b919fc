"""Prompts: load them from YAML, check them, render them.

Knows no particular task. May import ports and domain.
"""
