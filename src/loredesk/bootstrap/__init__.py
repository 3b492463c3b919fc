"""Builds everything and joins it; the only room that may import every other.

A package and not one module, so that the window can be painted before the heavy half is imported.
"""
