"""What Loredesk is about, as pure frozen data and rules: lore, notes, messages, proposals, tasks.

No input or output, no Qt, no SQL, no model server. May import nothing of Loredesk but itself.
"""
