"""The words the rules know: verbs of change, states, kinds of newcomers, moods and times of day."""

from collections.abc import Mapping


def words(text: str) -> frozenset[str]:
    """Return the words of *text* as a set."""
    return frozenset(text.split())


def _forms(regular: str, irregular: str) -> frozenset[str]:
    """Return every form a statement of fact can have: she mends, they mended, it was broken."""
    forms = set()
    for verb in regular.split():
        stem = verb.removesuffix("e")
        if verb.endswith(("s", "sh", "ch", "x")):
            forms |= {f"{verb}es", f"{verb}ed"}
        elif verb.endswith("y") and verb[-2] not in "aeiou":
            forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
        else:
            forms |= {f"{verb}s", f"{stem}ed"}
    return frozenset(forms) | words(irregular)


_REGULAR: Mapping[str, str] = {
    "injury": "wound injure maim cripple scar poison crush bruise sicken collapse faint infect blind "
    "burn scald drown choke fracture sprain limp",
    "death": "kill murder execute perish die",
    "gift": "hand present offer award pay trade deliver entrust donate reward return lend",
    "loss": "lose abandon surrender forfeit rob misplace vanish disappear confiscate steal",
    "arrival": "arrive return enter reach move settle climb cross land join travel",
    "departure": "leave depart flee escape desert vanish exile banish",
    "discovery": "discover reveal uncover learn hear confess admit recognise recognize decipher realise "
    "realize notice translate show",
    "alliance": "join ally marry promise swear pledge forgive hire appoint adopt crown elect promote "
    "befriend reconcile agree unite apprentice trust",
    "conflict": "attack arrest accuse betray threaten fight imprison capture challenge refuse dismiss "
    "condemn chain seize defeat quarrel besiege sentence",
    "destruction": "destroy collapse crack shatter flood wreck demolish ruin topple explode smash crumble",
    "making": "build repair mend forge open seal close heal restore finish unlock lock paint rename "
    "found create raise change turn free rescue save release bury plant guard answer fire light "
    "sound rest stop start claim replace cure wake carve refuse",
    "resolve": "decide resolve vow owe inherit forbid allow permit resign retire renounce disown deny "
    "doubt suspect blame divorce quit forego vote choose order cease agree accept reject",
}
_IRREGULAR: Mapping[str, str] = {
    "injury": "broke breaks broken hurt hurts bled bleeds struck strikes stricken bitten bites bit "
    "stabbed stabs frostbitten burnt",
    "death": "slain slew slays died dies dead",
    "gift": "gave gives given sold sells bought buys brought brings sent sends lent paid "
    "bequeathed bequeaths swapped swaps",
    "loss": "lost stole stolen steals forgot forgets forgotten taken takes took",
    "arrival": "came comes went goes gone rode rides ridden drove drives driven",
    "departure": "left fled flees",
    "discovery": "found finds shown learnt met meets overheard overhears heard",
    "alliance": "swore sworn wed weds chose chooses chosen forgave forgives forgiven",
    "conflict": "fought fights caught catches stood overthrew overthrown shot shoots",
    "destruction": "fell falls fallen swept sweeps burst bursts tore tears torn sank sinks sunk split splits",
    "making": "became becomes become hung hangs hid hides hidden rang rings rung woke wakes begins began begun froze "
    "freezes frozen grew grows grown shut shuts set sets rose rises stopped stops "
    "built rebuilt led leads kept freed",
    "resolve": "forbade forbids forbidden quits",
}
_PLAIN: Mapping[str, str] = {
    "injury": "break hurt bleed strike bite",
    "death": "slay",
    "gift": "give sell buy bring send lend",
    "loss": "forget take steal",
    "arrival": "come go ride drive",
    "departure": "flee leave",
    "discovery": "find meet overhear hear show",
    "alliance": "swear choose forgive",
    "conflict": "catch fight overthrow",
    "destruction": "fall sweep burst tear sink split",
    "making": "become ring lead keep freeze grow hide hang",
}
CHANGES: Mapping[str, frozenset[str]] = {
    kind: _forms(_REGULAR.get(kind, ""), _IRREGULAR.get(kind, ""))
    for kind in (*_REGULAR, *(kind for kind in _IRREGULAR if kind not in _REGULAR))
}
"""Which verb forms say that something changed, by the kind of change; the first kind wins."""
CHANGES_PLAIN: Mapping[str, str] = {
    verb: kind
    for kind, verbs in reversed((*_REGULAR.items(), *_PLAIN.items()))
    for verb in verbs.split()
}
"""Verbs as I and we and they use them: I give, they hang. Many are nouns as well."""

STATES = words(
    "gone dead missing lost pregnant blind deaf lame ill sick wounded hurt free imprisoned empty ruined "
    "open closed shut engaged married widowed alive awake asleep allied angry afraid betrayed safe "
    "whole cursed blessed old crooked king queen captain mayor leader apprentice prisoner"
)
COPULAS = words("is are was were been be lies lie lay stands stand becomes became feels felt seems")
DETERMINERS = words(
    "a an the this that these those his her its their my your our one two three some no every each "
    "any another"
)
UNREAL = words(
    "if would could might may perhaps maybe should wants want wished wish hopes hope plans plan almost "
    "nearly imagines imagine dreams dreamed dreamt unless"
)
NEGATIONS = words("not never nobody nothing neither nor hardly")
PLACE_VERBS = words(
    "hides hid hidden buries buried leaves left fires fired burns burned burnt dies died kills killed "
    "builds built founds founded rings rang opens opened hangs hung plants planted collapses collapsed "
    "settles settled floods flooded finds found discovers discovered seizes seized"
)
PLACING = words(
    "in into inside at on over above under below beneath near beyond behind across through"
)
LOCATING = words(
    "in into inside at to through onto toward towards reach reaches enter enters over under down up along across"
)
AWAY = words(
    "leaves left leave departs departed flees fled vanishes vanished dies died disappears gone"
)

PERSON = words(
    "man woman boy girl child stranger traveller traveler widow widower smith merchant soldier guard "
    "priest priestess monk nun witch wizard mage knight king queen prince princess lord lady thief sailor "
    "captain farmer hunter healer doctor nurse cook servant maid clerk scholar student poet bard spy guide "
    "pilot judge orphan prophet beggar shepherd goatherd apprentice foreman friend brother sister mother "
    "father uncle aunt cousin daughter son twin mason nomad pilgrim hermit envoy herald musician lawyer "
    "detective agent driver someone somebody heir bride groom patient drunk elder fellow lad lass youth baker miller dyer diver rider piper tanner "
    "grandmother grandfather wife husband niece nephew neighbour neighbor aide adept trader "
    "person dog cat horse mule raven goat hound ghost spirit robot android surgeon tailor cartographer"
)
PERSON_ENDINGS = (
    "smith",
    "man",
    "woman",
    "wright",
    "monger",
    "keeper",
    "ist",
    "ician",
    "er",
    "or",
    "ess",
)
PLACE = words(
    "inn tavern pub city town village hamlet castle fortress keep tower bridge river lake sea island isle "
    "bay harbour harbor port street lane alley square market forest wood hill mountain valley pass cave "
    "cavern mine shaft tunnel stair stairs stairway staircase hall house manor mill farm temple church "
    "chapel abbey shrine garden park road path gate well spring waterfall desert plain marsh moor quarter "
    "district bakery hotel hospital palace office ruin ruins crypt tomb cellar attic room chamber workshop forge library school station "
    "planet moon colony province kingdom country shop café cafe theatre prison camp place gorge pool"
)
GROUP = words(
    "order guild company brotherhood sisterhood clan tribe family house gang band cult sect army crew "
    "league alliance council court circle society party movement church union regiment choir troupe "
    "brethren watch syndicate cabal fellowship conspiracy faction network firm"
)
THING = words(
    "sword blade dagger knife ring crown amulet necklace key book map letter stone gem jewel staff wand "
    "bell horn lamp lantern mirror mask cloak coat boat ship sledge cart machine engine clock compass "
    "potion medicine chest box coin shield bow spear hammer whistle flute drum harp violin painting "
    "statue scroll ledger seed flower herb drug weapon instrument theodolite telescope device relic idol "
    "medal banner flag rope thread eye bottle cup goblet glove boot helm helmet orb crystal"
)
SPEAKING = words(
    "says said asks asked tells told answers answered replies replied whispers whispered laughs laughed smiles "
    "smiled nods nodded shouts shouted sings sang cries cried sighs sighed shrugs shrugged murmurs purrs barks"
)
WORN = words(
    "coat cloak mask boots hat hood cap dress gown robe robes uniform apron scarf shawl veil gloves helmet "
    "suit shirt jacket furs rags armour armor"
)
BODY = words(
    "eye eyes ear ears arm arms leg legs hand hands finger fingers foot nose face beard hair scar limp voice "
    "stoop cough tooth teeth smile laugh tattoo"
)
HAPPENING = words(
    "battle war feast festival siege massacre wedding funeral coronation treaty plague famine flood fire "
    "earthquake storm uprising revolt trial election day night ceremony"
)
IDEA = words(
    "law custom belief doctrine language dialect song dance prayer prophecy curse blessing spell art craft "
    "disease fever sickness game ritual magic science theory rule oath tradition superstition religion"
)
KINDS: Mapping[str, frozenset[str]] = {
    "character": PERSON,
    "location": PLACE,
    "faction": GROUP,
    "item": THING,
    "event": HAPPENING,
    "concept": IDEA,
}
HONORIFICS = words(
    "mother father brother sister lord lady sir dame captain doctor dr mr mrs ms miss old young king "
    "queen prince princess the of warden master mistress saint st uncle aunt"
)
NOT_NAMES = words(
    "i he she it they we you the a an this that these those there here then when while where what who "
    "why how and but or so if as at in on by for from with without to of my your his her its our their "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december yes no god english turn chapter oh ah well all only "
    "now later soon before after above below under over inside outside once suddenly finally meanwhile "
    "nobody everybody somebody nothing everything instead against let please not never everyone someone"
)
MOODS: Mapping[str, frozenset[str]] = {
    "grieving": words(
        "dead died dies kills killed murdered weeps wept grief mourns buried funeral grave"
    ),
    "alarmed": words(
        "falls fell swept collapses collapsed fires fire burns attack attacks blood screams scream runs "
        "explodes destroyed avalanche flood danger wounded"
    ),
    "tense": words(
        "arrests arrested accuses threatens against law seals steals stole secret hides hid angry guards "
        "knife weapon refuses betrays lost begs chains trespass"
    ),
    "uneasy": words(
        "knocking strange dark shadow cold broken silence whisper afraid warns missing sold"
    ),
    "tender": words(
        "forgives forgiven kisses embraces marries comforts heals healed gives thanks loves"
    ),
    "hopeful": words(
        "rings returns found saves rescued spring answers laughs sings free open hope joins"
    ),
}
TIMES = ("dawn", "morning", "noon", "afternoon", "dusk", "evening", "night")
TIME_WORDS: Mapping[str, str] = {
    "dawn": "dawn",
    "sunrise": "dawn",
    "daybreak": "dawn",
    "morning": "morning",
    "breakfast": "morning",
    "noon": "noon",
    "midday": "noon",
    "afternoon": "afternoon",
    "dusk": "dusk",
    "sunset": "dusk",
    "twilight": "dusk",
    "evening": "evening",
    "supper": "evening",
    "night": "night",
    "midnight": "night",
}
Signs = tuple[tuple[tuple[str, ...], str], ...]
"""Pairs of what must be said (one word of each group) and what it means for a field."""

WEATHER: Signs = (
    (("storm blizzard gale tempest thunder lightning",), "storm"),
    (("snows snowing snowfall snowflakes",), "snow falling"),
    (("rain rains raining drizzle",), "rain"),
    (("fog mist mists",), "fog"),
    (("thaw thaws thawing melts",), "thaw"),
    (("frost freezes freezing bitter",), "hard frost"),
    (("wind winds breeze",), "wind"),
    (("cloud clouds overcast",), "low cloud, no wind"),
    (("sun sunshine sunlight",), "clear and bright"),
    (("snow",), "cold, with snow lying"),
)
FIELD_SIGNS: Mapping[str, Signs] = {
    "slopes": (
        (("snow cornice slope slopes ice", "sighs settles eases"), "easing, a little at a time"),
        (
            ("cornice slope snow avalanche slide", "falls fell fall comes came slides lets swept"),
            "moving",
        ),
        (("charge powder blast shot explosion shout",), "shaken"),
        (
            ("ice knocking slope slopes", "knocking knocks creaks cracks hears hums singing"),
            "restless",
        ),
        (("slopes slope", "smooth white still listening leaning"), "white, smooth, still"),
    ),
    "tide": (
        (("tide water sea", "rises rising rose flood floods high"), "rising"),
        (("tide water sea", "falls falling fell ebbs ebb low"), "falling"),
    ),
    "danger": (
        (("attack attacks fire blood knife sword falls explodes",), "near"),
        (("hides guards secret threatens arrests",), "in the air"),
    ),
}
