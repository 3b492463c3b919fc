"""The versions of an entry: one of them, and an entry as it was in one."""

from dataclasses import replace

from loredesk.domain.errors import UserFixableError
from loredesk.domain.lore import LoreEntry, LoreRevision
from loredesk.domain.visibility import Visibility
from loredesk.ports.store import Repos

_FIELDS = ("title", "category", "content", "tags", "aliases", "always_on")


def with_fields(entry: LoreEntry, version: LoreRevision) -> LoreEntry:
    """Return *entry* with the fields of one of its versions."""
    fields = {name: version.fields[name] for name in _FIELDS}
    fields |= {name: tuple(fields[name]) for name in ("tags", "aliases")}
    if "visibility" in version.fields:
        # A version from before there was any leaves open what was open and closed what was closed.
        fields["visibility"] = Visibility.of_json(version.fields["visibility"])
    return replace(entry, **fields)


def version_of(repos: Repos, entry: LoreEntry, revision: int) -> LoreRevision:
    """Return a version of an entry; refuses with a sentence where there is none."""
    for one in repos.lore.revisions(entry.id):
        if one.revision == revision:
            return one
    hint = f"Its versions are numbered from 1 to {entry.revision}."
    raise UserFixableError(f"{entry.title!r} has no version {revision}.", hint=hint)
