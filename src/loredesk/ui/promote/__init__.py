"""Promotion to canon: what of a session becomes the world's, sentence by sentence."""
