"""The comparison of two lines: what the lore says differently at their ends."""
