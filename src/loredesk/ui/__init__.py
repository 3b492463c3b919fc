"""The window: the only room that knows Qt. One folder for each pane: state, presenter, view.

Talks to services and domain only; presenters and states know no Qt.
"""
