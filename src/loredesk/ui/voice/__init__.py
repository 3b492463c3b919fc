"""Who speaks in the replies of a session, and what the narrator may tell."""
