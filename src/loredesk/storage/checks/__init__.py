"""Checks of the rows in the file, a family of tables in each module: finding damage, mending it.

Plain functions of a connection. May import domain, the tables and the words.
"""
