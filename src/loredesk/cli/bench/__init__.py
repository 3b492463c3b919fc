"""The benchmarks: what is measured beside what, in rounds that take turns, and how it is told.

The ways that are measured are built by bootstrap, since they need every room.
"""
