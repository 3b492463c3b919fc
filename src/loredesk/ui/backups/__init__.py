"""Backups: making, checking and restoring copies of the library."""
