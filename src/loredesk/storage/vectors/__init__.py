"""The vector index: exact search in memory, and Chroma as a supervised child beside it.

Both only find what SQLite keeps; either may be thrown away and filled again without an embedding
call. May import ports and domain. numpy stands on the way here, chromadb only behind a first use.
"""
