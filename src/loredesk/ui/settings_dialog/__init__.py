"""The settings: a model for each service, the search engine, the look."""
