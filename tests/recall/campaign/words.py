"""What a generated campaign is made of: things, each with another word for it, and sentences.

A sentence comes in three wordings: as lore or a note says it, as somebody says it who remembers the
words, and in wholly other words. In the first two stand the first words of a pair, in the third
the second ones.
"""

from typing import NamedTuple


class Wording(NamedTuple):
    """A kind of sentence, with the pools in braces that it draws from."""

    lore: str
    said: str
    otherwise: str


LORE = {
    "character": (
        Wording("Here is one who {trade}.", "who {trade}", "who {trade}"),
        Wording(
            "There is a scar like a {thing} on the {part}.",
            "with the {thing}-shaped scar on the {part}",
            "whose {part} bears a mark that looks like a {thing}",
        ),
        Wording(
            "A tame {beast} lives in a {vessel} by the bed.",
            "whose tame {beast} lives in a {vessel}",
            "who has a {beast} as a pet, in a {vessel}",
        ),
        Wording(
            "The sound of {sound} is not to be borne; the only food is {food}.",
            "who eats only {food} and cannot bear {sound}",
            "who lives on {food} and is frightened by {sound}",
        ),
        Wording(
            "A {kin} was lost in the {disaster}.",
            "who lost a {kin} in the {disaster}",
            "whose {kin} died in the {disaster}",
        ),
    ),
    "location": (
        Wording(
            "A {house}, built of {material}.",
            "that {house} of {material}",
            "which is a {house} made from {material}",
        ),
        Wording(
            "People come here to {purpose}.",
            "where people {purpose}",
            "to which one goes to {purpose}",
        ),
        Wording(
            "A {ghost} walks its stairs.",
            "where the {ghost} walks",
            "haunted by a {ghost}",
        ),
        Wording(
            "Over the door hangs a {thing}, and a {beast} sleeps in a {vessel} beside it.",
            "with a {thing} over the door and a {beast} in a {vessel}",
            "with the sign of a {thing} at its entrance, and a {beast} that sleeps in a {vessel}",
        ),
    ),
    "item": (
        Wording(
            "A {ware} of {material}.", "the {ware} of {material}", "a {ware} made from {material}"
        ),
        Wording(
            "Cut into it is a {thing}.", "with a {thing} cut into it", "engraved with a {thing}"
        ),
        Wording("It {power}.", "which {power}", "which {power}"),
        Wording(
            "It was found in a {vessel} after the {disaster}.",
            "found in a {vessel} after the {disaster}",
            "that turned up in a {vessel} when the {disaster} was over",
        ),
    ),
    "faction": (
        Wording(
            "To it belongs whoever {trade}.",
            "to which everyone belongs who {trade}",
            "the guild of all those of whom each {trade}",
        ),
        Wording(
            "Its sign is a {thing} above a {beast}.",
            "whose sign is a {thing} above a {beast}",
            "with a {thing} over a {beast} on its banner",
        ),
        Wording(
            "Its members swear never to {oath}.",
            "whose members never {oath}",
            "which forbids its people to {oath}",
        ),
        Wording(
            "They meet in a {house} and keep their money in a {vessel}.",
            "who meet in a {house} and keep their money in a {vessel}",
            "gathering in a {house}, with their funds in a {vessel}",
        ),
    ),
}
CALLED = {
    "character": "the one",
    "location": "the place",
    "item": "the object",
    "faction": "the people",
}
NEWS = {
    "debt": (
        Wording(
            "Owes {number} {goods} for a {beast} that ran away.",
            "in debt for {number} {goods} because of a {beast} that ran away",
            "having to pay {number} {goods} over an escaped {beast}",
        ),
        "The {beast} is gone, and somebody must answer for it: {number} {goods} is the price.",
    ),
    "hurt": (
        Wording(
            "Damaged at the {part} by a falling {thing} in the {house}.",
            "hit on the {part} by a falling {thing} in the {house}",
            "struck at the {part} when a {thing} came down in the {house}",
        ),
        "In the {house} a {thing} comes loose and falls. It strikes the {part}.",
    ),
    "oath": (
        Wording(
            "Bound by an oath on a {ware} of {material} not to {purpose} before the {disaster} is forgotten.",
            "bound by an oath on a {ware} of {material} not to {purpose}",
            "sworn on a {material} {ware} to stop those who {purpose}",
        ),
        "With one hand on the {ware} of {material} it is said: nobody shall {purpose} any more.",
    ),
    "holds": (
        Wording(
            "Now goes with a {ware} of {material}, taken out of a {vessel}.",
            "that came by the {ware} of {material} out of a {vessel}",
            "now having a {material} {ware} which used to be in a {vessel}",
        ),
        "Out of the {vessel} comes a {ware} of {material}. It changes hands.",
    ),
    "moved": (
        Wording(
            "Stays hidden since the {disaster} in a {house} under {number} {goods}.",
            "hidden in a {house} under {number} {goods}",
            "concealed beneath {number} {goods} in a {house}",
        ),
        "They look for a hiding place and find it in the {house}, below {number} {goods}.",
    ),
}
FILLER = (
    "Rain has begun to fall, and the street empties.",
    "Somebody laughs in the next room.",
    "The shutters bang, and the fire burns low.",
    "Nobody answers at first.",
    "A cart goes by, loaded with wet straw.",
    "The morning is grey and smells of smoke.",
    "On the stairs a child stops and stares.",
    "The old dog by the door does not even look up.",
    "It takes a while until anyone speaks again.",
    "You hear the river long before you see it.",
    "The light is failing, and the birds have gone quiet.",
    "A woman at the well puts down her yoke and listens.",
    "Wind comes up from the harbour.",
    "The soup is thin, but it is hot.",
    "There is mud on every boot in the room.",
)
ASKED = (
    "I want to know how things stand with {}.",
    "We ought to look for {} before night falls.",
    "I ask the woman at the well about {}.",
    "Quietly I take out my notebook and write down all I remember of {}.",
    '"What has become of {}?" I say.',
    "I think of {} the whole way home, and hardly see the road.",
    "Let us go and see {}, whatever the others say.",
    "Before we leave I would hear once more about {}.",
)
BEGUN = (
    "{} is on my mind today.",
    "{} must be found. I take my coat and go out.",
)
"""With a name at the very beginning."""
SILENT = (
    "I sit down by the window and say nothing for a while.",
    "I wait, and warm my hands.",
    "Let me look around first.",
    "I nod and pour everyone another cup.",
)
