"""Why not…? The author asks of an entry why the model was not told it, and may say otherwise."""
