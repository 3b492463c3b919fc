"""Model servers and the built-in models. The only room that knows a vendor.

Implements the ports of the models. May import ports and domain.
"""
