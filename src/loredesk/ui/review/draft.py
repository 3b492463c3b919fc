"""What the author writes in place of what is proposed, as it is typed."""

from dataclasses import dataclass, replace

from loredesk.domain.lore import name_key
from loredesk.domain.proposals import NewEntity
from loredesk.ui.names import as_line, in_line


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomerFields:
    """What a newcomer has beside its text."""

    title: str
    category: str
    aliases: str = ""
    tags: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the editor."""

    text: str
    fields: NewcomerFields | None = None
    """None where a note is written: there is nothing but its text."""

    @property
    def lacks_title(self) -> bool:
        """Return whether there is a newcomer nobody could call by a name."""
        return self.fields is not None and not self.fields.title.strip()


def fields_of(entity: NewEntity) -> NewcomerFields:
    """Return the fields as a proposed newcomer fills them."""
    return NewcomerFields(
        title=entity.title,
        category=entity.category,
        aliases=as_line(entity.aliases),
        tags=as_line(entity.tags),
    )


def entity_of(draft: Draft, proposed: NewEntity) -> NewEntity:
    """Return the newcomer as *draft* describes it.

    What the author left alone is exactly what was *proposed*, also where it would read differently
    in a line; a category that was emptied stays what it was.
    """
    began = fields_of(proposed)
    fields = draft.fields or began
    title = fields.title.strip()
    category, aliases, tags = proposed.category, proposed.aliases, proposed.tags
    if fields.category != began.category:
        category = fields.category.strip().casefold() or category
    if fields.aliases != began.aliases:
        aliases = in_line(fields.aliases)
    if fields.tags != began.tags:
        tags = in_line(fields.tags)
    return replace(
        proposed,
        title=title,
        category=category,
        content=draft.text.strip(),
        aliases=tuple(one for one in aliases if name_key(one) != name_key(title)),
        tags=tags,
    )
