"""The headless commands: one module for each family, and the printing of what they answer.

Talks to services and domain only; is handed built objects by bootstrap.
"""
