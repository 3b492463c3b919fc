"""What the inner rooms need of the outside, each as a small Protocol in our own words.

Adapters in storage, gateway and host keep these promises. May import the domain only.
"""
