"""A database on a PostgreSQL server: opening it, its turns, its queue, its faults as sentences.

Its driver is an extra that need not be installed: only this package knows it, and the store
imports it where an address of a server is given. May import the other modules of storage.
"""
