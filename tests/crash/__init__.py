"""Kills the program at random moments, starts it again, and looks for what should never be.

`python -m tests.crash --kills 100 --seed 7` plays the sample script until so many kills have
happened, then lets the work run out and checks the library row by row.
"""
