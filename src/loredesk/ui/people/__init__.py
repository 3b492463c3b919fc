"""Choosing people: who knows a thing, who learned it, who speaks."""
