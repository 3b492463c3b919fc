"""Other programs doing what Loredesk does, to be measured beside it; never imported by it."""
