"""The benchmarks of the program, with other programs' ways measured in turns in the same run.

`python -m tests.bench queue` needs the `bench` extra; what runs on PostgreSQL is measured where
LOREDESK_TEST_POSTGRES_URL names a server.
"""
