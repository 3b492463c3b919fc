import socket

from loredesk.storage.vectors.heartbeat import LOOPBACK, answers


def test_a_silent_port_does_not_answer():
    with socket.socket() as silent:
        silent.bind((LOOPBACK, 0))
        silent.listen()

        assert not answers(LOOPBACK, silent.getsockname()[1], seconds=0.05)


def test_a_closed_port_does_not_answer():
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]

    assert not answers(LOOPBACK, port, seconds=1)
