"""The past of an entry: its versions, whose its sentences are, and how it stood in a turn."""
