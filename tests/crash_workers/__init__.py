"""Kills bare workers of the queue at random and at named moments, and freezes them.

`python -m tests.crash_workers --kills 10000 --seed 7 --freezes 100 --points 20 --log FILE` lets
three worker processes share one file, with the real tables, journal and engine and no model, and
then counts what was lost, applied twice or applied out of order.
"""
