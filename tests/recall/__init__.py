"""Learns the weights of recall on hand-written dialogues, and measures what they are worth.

`python -m tests.recall` leaves out one dialogue after the other, learns on the rest and measures
on the one left out; `--weights` prints the weights learned on all of them.
"""
