from hypothesis import HealthCheck, settings

from tests.machine.machine import WorldMachine
from tests.machine.undoing import undo_sequences

TestWorldMachine = WorldMachine.TestCase
TestWorldMachine.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_what_is_done_by_hand_and_undone_leaves_everything_as_it_was():
    report = undo_sequences(24, seed=20260601)

    assert report.differences == []
    assert report.sequences == 24
