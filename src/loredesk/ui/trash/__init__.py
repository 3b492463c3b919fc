"""The trash: deleting what can be restored, and restoring it."""
