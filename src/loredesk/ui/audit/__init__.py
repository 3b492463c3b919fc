"""The audit log: who changed what, when and why, and whether the log itself is whole."""
