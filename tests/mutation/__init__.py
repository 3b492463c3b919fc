"""Planting small mistakes into the pure modules and asking their quick tests to find each of them.

A mistake no test finds is either behaviour nobody has put into words, which is what the run is for,
or no mistake at all: the latter are listed in `accepted.toml`, each with its reason.
"""
