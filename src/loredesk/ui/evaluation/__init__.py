"""The evaluation of recall and prompts: running one, reading what came of it, comparing two."""
