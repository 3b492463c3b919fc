"""The machine Loredesk runs on: folders, settings file, key ring, lock, logs, shipped assets.

Implements the ports that have to do with the machine. May import ports and domain.
"""
