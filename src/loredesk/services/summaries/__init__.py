"""Summing up a story as it is told: what is due, how it is written, and what the author does with it.

Belongs to the services, and may import what they may.
"""
