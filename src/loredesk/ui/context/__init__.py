"""The context pane: what the model was told for a reply, what stayed out, and why."""
