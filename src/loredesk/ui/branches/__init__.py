"""The branches pane: the ways the story went, with and without a name."""
