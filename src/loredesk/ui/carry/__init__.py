"""Carry-over: a new session that begins with what another one has noted."""
