"""The lore browser: what is known about a world, searched, filtered and chosen from.

Shows rows and reports wishes; the form of an entry is its own room beside this one.
"""
