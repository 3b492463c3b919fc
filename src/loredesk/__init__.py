"""Loredesk: a desk for authors of AI-driven stories whose world remembers by itself."""
