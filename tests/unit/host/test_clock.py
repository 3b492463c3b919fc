from datetime import UTC, timedelta

from loredesk.host.clock import SystemClock


def test_the_time_is_aware_and_in_utc():
    now = SystemClock().now()

    assert now.tzinfo is UTC
    assert now.utcoffset() == timedelta(0)
