"""Small files beside the library that come back damaged stop nothing and are not trusted."""

import pytest

from loredesk.domain.backups import BY_HAND, outdated
from loredesk.domain.errors import UserFixableError
from loredesk.host import assets
from loredesk.prompting.catalog import PromptCatalog
from loredesk.storage.backups import FolderShelf
from loredesk.storage.migrate import upgrade
from loredesk.storage.vectors.owner_record import OwnerRecord, read_record, write_record
from tests.fakes.damaged_files import DAMAGES

every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


@every_damage
def test_a_record_of_an_owner_that_is_damaged_names_nobody(tmp_path, damage):
    file = tmp_path / "owner.json"
    record = OwnerRecord(pid=1, port=2, boot_id="b", started_at="123456789")
    write_record(file, record)
    file.write_bytes(damage(file.read_bytes()))

    found = read_record(file)

    assert found is None or found.boot_id == "b"


@every_damage
def test_a_manifest_that_is_damaged_is_listed_refused_and_kept(tmp_path, noon, damage):
    file = tmp_path / "loredesk.db"
    upgrade(file)
    shelf = FolderShelf(file, tmp_path / "backups")
    made = shelf.create(BY_HAND, noon)
    manifest = shelf.folder / f"{made.name}.json"
    manifest.write_bytes(damage(manifest.read_bytes()))
    before = manifest.read_bytes()

    (seen,) = shelf.listed()

    assert seen == made or not seen.verified
    assert outdated([seen], noon) == frozenset()
    if seen != made:
        with pytest.raises(UserFixableError):
            shelf.prove(made.name)
    assert manifest.read_bytes() == before


SEEN = {name: damage for name, damage in DAMAGES.items() if name != "without its last signs"}
"""A few signs less at the end are a shorter prompt."""


@pytest.mark.parametrize("damage", SEEN.values(), ids=SEEN)
def test_a_prompt_of_the_authors_that_is_damaged_is_named_and_untouched(tmp_path, damage):
    shipped = assets.folder("prompts")
    own = shipped / "reply.yaml"
    copy = tmp_path / own.name
    copy.write_bytes(damage(own.read_bytes()))
    before = copy.read_bytes()

    catalog = PromptCatalog.load(shipped, tmp_path)

    assert [problem.file for problem in catalog.problems] == [str(copy)]
    assert copy.read_bytes() == before
