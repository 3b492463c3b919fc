"""A database on a PostgreSQL server: opening it, its turns, its queue, its faults as sentences.

Its driver is an extra that need not be installed: `server`, `signs` and `migrate` need it, and are
imported where the address of a server is given. May import the other modules of storage.
"""
