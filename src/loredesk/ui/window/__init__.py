"""The main window: its bar, its docks, its actions, and what all panes have in common."""
