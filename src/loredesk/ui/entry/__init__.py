"""The form of an entry: canon and session note side by side, with history, links and sources."""
