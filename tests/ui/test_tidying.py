import gc
import weakref

from loredesk.ui.tidying import Tidying


class Knot:
    """Refers to itself, so that only the collector can free it."""

    def __init__(self):
        self.self = self


def test_garbage_is_left_alone_until_it_is_tidied_up(qapp):
    tidying = Tidying(qapp)
    knot = weakref.ref(Knot())
    assert not gc.isenabled()
    assert knot() is not None

    littered = [[] for _ in range(gc.get_threshold()[0] + 100)]
    tidying.tidy()

    assert knot() is None
    assert littered
    tidying.stop()


def test_python_collects_by_itself_again_afterwards(qapp):
    Tidying(qapp).stop()

    assert gc.isenabled()
