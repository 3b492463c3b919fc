"""Asking the lore: a question of the author's, and its answer with where each sentence is from."""
