"""Word search, one module for each store that has an index of its own for it.

Each is used inside a transaction of the store. May import ports, domain and the tables.
"""
