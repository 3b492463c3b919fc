"""What the benchmarks measure, built here because each needs several rooms.

Every way runs in a temporary place and is handed to `loredesk.cli.bench`.
"""
