"""Finding the entries of a world that matter to a text: their words, their names, what they are linked to.

Pure: reads nothing and waits for nothing.
"""
