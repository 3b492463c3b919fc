"""Review: what the model proposes, with its sources, and the author's decision about it."""
