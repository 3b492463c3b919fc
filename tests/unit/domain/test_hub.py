from loredesk.domain.events import ModelsChanged, QueuePaused
from loredesk.domain.hub import Hub


def test_listeners_hear_their_kind_of_event_in_order():
    hub, heard = Hub(), []
    hub.subscribe(QueuePaused, lambda event: heard.append(event.paused))

    hub.publish(QueuePaused(paused=True))
    hub.publish(ModelsChanged())
    hub.publish(QueuePaused(paused=False))

    assert heard == [True, False]


def test_an_event_published_by_a_listener_waits_for_the_current_one():
    hub, heard = Hub(), []

    def again(event):
        heard.append(("first", event.paused))
        if event.paused:
            hub.publish(QueuePaused(paused=False))

    hub.subscribe(QueuePaused, again)
    hub.subscribe(QueuePaused, lambda event: heard.append(("second", event.paused)))

    hub.publish(QueuePaused(paused=True))

    assert heard == [("first", True), ("second", True), ("first", False), ("second", False)]


def test_a_listener_that_fails_is_logged_and_the_rest_still_hear(caplog):
    hub, heard = Hub(), []
    hub.subscribe(QueuePaused, lambda event: 1 / 0)
    hub.subscribe(QueuePaused, heard.append)

    hub.publish(QueuePaused(paused=True))

    assert len(heard) == 1
    assert "A listener failed on QueuePaused" in caplog.text


def test_who_has_unsubscribed_hears_nothing_more_and_may_say_so_twice():
    hub, heard = Hub(), []
    stop = hub.subscribe(QueuePaused, heard.append)

    stop()
    stop()
    hub.publish(QueuePaused(paused=True))

    assert heard == []
