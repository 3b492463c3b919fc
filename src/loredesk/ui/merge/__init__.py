"""Merging duplicates: two texts side by side, what they come to, and splitting again."""
