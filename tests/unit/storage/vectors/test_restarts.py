from loredesk.storage.vectors.restarts import Remedy, verdict


def test_after_the_first_fall_the_server_starts_on_the_same_files():
    assert verdict([100.0], broken=False).remedy is Remedy.AGAIN


def test_files_the_server_cannot_read_are_set_aside_at_once():
    assert verdict([100.0], broken=True).remedy is Remedy.AFRESH


def test_a_second_fall_soon_after_is_put_down_to_the_files():
    assert verdict([100.0, 160.0], broken=False).remedy is Remedy.AFRESH


def test_a_third_fall_within_ten_minutes_leaves_it_down():
    assert verdict([100.0, 160.0, 650.0], broken=False).remedy is Remedy.STAY_DOWN


def test_falls_of_long_ago_are_forgiven():
    assert verdict([100.0, 160.0, 900.0], broken=False).remedy is Remedy.AGAIN


def test_the_pause_grows_from_fall_to_fall():
    first, second = verdict([0.0], broken=False), verdict([0.0, 1.0], broken=False)

    assert 0 < first.pause < second.pause
