"""The chat pane: the line of a session as readable prose, and the editor for the next turn.

State and presenter know no Qt; the transcript widget shows any text as text and loads nothing.
"""
