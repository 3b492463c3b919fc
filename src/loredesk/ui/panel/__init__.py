"""The panel pane: the scene as it stands now, in time, place, company and mood."""
