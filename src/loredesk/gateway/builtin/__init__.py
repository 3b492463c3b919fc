"""The built-in models: an embedder, and rules that stand in for a language model.

They need no key, no network and no download beyond the installed weights. What they answer is a
pure function of the task and its typed inputs. May import ports and domain.
"""
