"""Who knows what of an entry: its sentences, who knows each, and who learned it where."""
