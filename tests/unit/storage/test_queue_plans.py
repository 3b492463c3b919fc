import re
import sqlite3
from contextlib import closing

import pytest

from loredesk.storage import queue_sql
from loredesk.storage.migrate import upgrade


@pytest.fixture
def connection(tmp_path):
    upgrade(tmp_path / "loredesk.db")
    with closing(sqlite3.connect(tmp_path / "loredesk.db")) as opened:
        yield opened


def plan(connection, statement):
    values = dict.fromkeys(re.findall(r":(\w+)", statement.text), 1)
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.text}", values)
    return [row[3] for row in rows]


def test_a_claim_reads_what_waits_in_its_order_and_asks_only_for_the_entity(connection):
    steps = plan(connection, queue_sql.CLAIM)

    assert "SEARCH q USING INDEX ix_maintenance_queue_due (lane=?)" in steps
    assert "SEARCH e USING INDEX ix_maintenance_queue_unfinished (entity_key=?)" in steps
    assert not any("TEMP B-TREE" in step for step in steps)


def test_siblings_are_looked_for_at_their_entity_only(connection):
    steps = plan(connection, queue_sql.CLAIM_SIBLINGS)

    searches = [step for step in steps if re.match(r"SEARCH [qb] ", step)]
    assert steps[0] == "SEARCH maintenance_queue USING INTEGER PRIMARY KEY (rowid=?)"
    assert len(searches) == 2
    assert all("ix_maintenance_queue_unfinished (entity_key=?" in step for step in searches)
    assert not any("TEMP B-TREE" in step for step in steps)
