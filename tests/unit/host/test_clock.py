from datetime import UTC, timedelta

from loredesk.host.clock import SystemClock
from loredesk.ports.clock import Clock


def test_the_time_is_aware_and_in_utc():
    clock: Clock = SystemClock()

    now = clock.now()

    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)
