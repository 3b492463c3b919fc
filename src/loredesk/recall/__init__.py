"""Finding what a model should be told now: candidates, fusion of scores, budget.

Pure ranking and packing over what ports hand it. May import ports and domain.
"""
