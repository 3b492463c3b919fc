"""Finding the turns of a story that matter to a question: their words, their meaning, their neighbours.

Pure ranking over the passages of one line. Reads nothing and waits for nothing.
"""
