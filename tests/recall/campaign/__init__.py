"""A generated campaign: does the note that counts reach the prompt, and nothing that must not?

Everything follows from a seed, and no model is asked but the built-in embedder. The world, the
turns and what changes in them are made first, as plain data that knows what is right; then they
are written into a real library, and turns are put together there as for a reply.
"""
