"""The narrator's own phrases: plain enough for any world, many enough not to be noticed."""

from collections.abc import Mapping

HOURS: Mapping[str, tuple[str, ...]] = {
    "dawn": (
        "It is the hour before colours.",
        "The first light comes sideways, as if it were asking leave.",
        "Dawn, and not a chimney smoking yet.",
    ),
    "morning": (
        "The morning is well begun, and nobody seems to own it.",
        "It is morning, the plain working kind.",
        "The day has got its boots on.",
    ),
    "noon": (
        "It is the middle of the day, and the shadows have gone in.",
        "Noon stands overhead and looks at nothing else.",
    ),
    "afternoon": (
        "The afternoon has begun to lean.",
        "It is the slow end of the afternoon.",
        "The light has turned the corner into afternoon.",
    ),
    "dusk": (
        "Dusk comes down without a sound.",
        "The lamps are lit one after the other, each a little surprised by the last.",
        "It is the hour when windows begin to look back.",
    ),
    "evening": (
        "Evening has drawn in its chair.",
        "It is evening, and the talk is lower than the lamps.",
        "The day's work is over, and its worries are not.",
    ),
    "night": (
        "It is night, and late enough for people to mean what they say.",
        "The night is so still that it seems to have been put there.",
        "By now everybody who can sleep is asleep.",
    ),
}

ARRIVALS = (
    "{place}, then.",
    "It is {place} that the day has chosen.",
    "{place} takes you in without remark.",
    "This is {place}, and no other place is quite like it.",
    "One may know {place} for years and not have seen it at this hour.",
)

TURNS: Mapping[str, tuple[str, ...]] = {
    "injury": (
        "It is borne the way such things are, with a joke in the wrong place.",
        "Nobody speaks of the pain. It is there in the way people make room for {name}.",
        "{name} makes nothing of it, and does so a shade too carefully.",
        "It will be a while before anyone looks at {name} without looking there first.",
    ),
    "death": (
        "Someone sits down. Someone else remains standing, because of it.",
        "There is a moment in which everybody is waiting for somebody else to say it.",
        "It is said in the ordinary voice in which such things turn out to be said.",
    ),
    "gift": (
        "It changes hands, and something besides the thing itself goes with it.",
        "{name} looks at the empty hand afterwards as if it had been lent.",
        "A thing given like that is not a small thing, and neither of you says so.",
    ),
    "loss": (
        "It is the lightness one notices first, and then the reason for it.",
        "Nothing is missed until it is reached for; someone is about to reach.",
        "{name} does not look round, which is itself a way of looking.",
    ),
    "arrival": (
        "Heads turn, and turn back, and everyone has been counted anew.",
        "There is a pause, and then space is made.",
        "No road is ever quite the same behind the one who has just come along it.",
    ),
    "departure": (
        "There is a gap after that which nobody cares to stand in.",
        "The shape of {name} stays behind a little in the air.",
        "The door closes as doors do when nobody wants to be the one who shut it.",
    ),
    "discovery": (
        "Once it is known it seems to have been known for a long time.",
        "It changes nothing that can be seen, and there is nobody it leaves quite where they stood.",
        "Something fits that did not fit before. It is not a comfortable feeling.",
    ),
    "alliance": (
        "It is done quickly, the way things are that have been decided for years.",
        "Two people breathe out who had not noticed they were holding their breath.",
        "It binds, as such things do, the witnesses as well.",
    ),
    "conflict": (
        "No voice is raised. It might have been easier if one had been.",
        "Everyone nearby finds something to do with their hands.",
        "A line has been drawn, and each looks to see which side their own feet are on.",
    ),
    "destruction": (
        "Then there is the quiet that comes after, in which people call the roll under their breath.",
        "What was there a moment ago goes on standing for a while in every eye that knew it.",
        "Dust comes first, and afterwards the sums.",
    ),
    "making": (
        "It is a small act, and the day arranges itself round it.",
        "It is done, and being done it looks as though it could not have gone otherwise.",
        "{name} waits a moment longer than needful, to be sure that it holds.",
    ),
    "": (
        "For a while nothing answers, and that too is an answer of a kind.",
        "There is time to look about, and something to be seen by looking.",
        "Nobody hurries. It is noticed all the same.",
        "It goes no further than that for the present.",
    ),
}

NEWCOMERS = (
    "{name}: a name nobody here had reckoned with, and nobody will now forget.",
    "The name is new here, and people try it under their breath: {name}.",
    "By supper they will all be saying it: {name}.",
    "There was no {name} in anyone's reckoning until now.",
)

REMEMBERED = (
    "It has not been forgotten that {said}",
    "People have not done turning it over: {Said}",
    "One thing goes unsaid, since all have heard it: {Said}",
    "What everybody has in mind is this: {Said}",
    "Word has gone round, and has lost nothing on the way: {Said}",
    "You would have to be a stranger not to know it: {Said}",
    "Nobody says so today, and nobody needs to: {Said}",
    "It stands between the words, like a piece of furniture: {Said}",
)

INTRODUCED = (
    "And then there is {name}: {said}",
    "As for {name}: {said}",
    "This much is known of {name}: {said}",
)

HOOKS: Mapping[str, tuple[str, ...]] = {
    "with": (
        "{name} looks up, and the next word is yours.",
        "{name} says nothing, and the silence has your name on it.",
        "Whatever {name} is waiting for, it seems to be you.",
        "{name} waits, without seeming to.",
    ),
    "alone": (
        "Nobody will decide it for you.",
        "It could go either way from here.",
        "What comes next has not been settled.",
        "The rest is still to be done.",
    ),
}

HONESTY = (
    "*(Told by Loredesk's built-in rules, not by a language model: enough to try everything with. "
    "Connect a model for prose of its own.)*"
)
