"""What happens to a library when the disk, the file or the backup is not what it should be.

`python -m tests.faults` runs the long forms; the short ones are among the tests.
"""
