"""The whole desk under random play: author, workers and crashes interleaved, beside a plain model.

`python -m tests.machine --runs 2000 --steps 80 --seed 1` plays long; `--undo 5000` does and undoes.
"""
