"""One class for each job a user can name: generation, analysis, maintenance, review, library, queue.

No Qt, no SQL, no vendor. May import recall, prompting, tasks, ports and domain.
"""
