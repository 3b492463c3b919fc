"""The words a generated campaign draws from: pairs for its sentences, and what names are made of."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (first.strip(), (second or first).strip())
        for first, _, second in (one.partition("|") for one in text.replace("\n", " ").split(","))
    )


POOLS = {
    "trade": _pairs("""
        mends clocks|repairs timepieces, bakes bread|makes loaves, digs graves|buries the dead,
        keeps bees|looks after hives, shoes horses|is a farrier, brews ale|makes beer,
        catches eels|fishes for eels, sews sails|stitches canvas for ships,
        draws maps|is a cartographer, pulls teeth|is a tooth-drawer, rings the bells|is a bell-ringer,
        carves spoons|whittles cutlery, weaves carpets|makes rugs on a loom, tans leather|cures hides,
        blows glass|shapes hot glass, sells candles|trades in tapers, writes letters for others|is a scribe,
        burns charcoal|makes charcoal, sweeps chimneys|cleans flues, herds goats|watches over goats,
        teaches fencing|gives sword lessons, sets bones|heals fractures, tells fortunes|foretells the future,
        breaks stones in the quarry|is a quarryman, rows people over the river|is a ferryman,
        paints signs|letters shop fronts, grinds corn|is a miller, binds books|makes books from loose pages,
        hunts wolves|kills wolves for bounty, gathers salt|rakes salt from the pans,
        dyes cloth|colours fabric, plays the fiddle|is a violinist, casts bells|founds bronze bells,
        lends money|is a usurer, translates old tongues|reads dead languages, tames hawks|trains falcons,
        builds bridges|is a bridge-maker, cuts hair|is a barber, judges quarrels|settles disputes,
        guards the gate|is a gatekeeper"""),
    "thing": _pairs("""
        lantern|lamp, anchor|grapnel, ladder|stepladder, crown|diadem, key|latchkey,
        wheel|cartwheel, feather|plume, star|pentagram, leaf|frond,
        snake|serpent, hammer|mallet, bell|chime, knife|blade, rose|thorny flower, fish|trout,
        cross|crucifix, moon|crescent, hand|fist, eye|eyeball, tree|oak, arrow|dart,
        ship|sailing vessel, spider|tarantula, horseshoe|hoof iron, spoon|ladle,
        tower|turret, wave|breaker, flame|fire, skull|death's head, knot|tied rope"""),
    "part": _pairs("""
        chin|jaw, neck|throat, wrist|forearm, forehead|brow, cheek|face,
        shoulder|upper arm, knee|kneecap, palm|hand, ear|earlobe,
        ankle|foot, elbow|arm, thumb|finger"""),
    "beast": _pairs("""
        crow|raven, toad|frog, ferret|polecat, hedgehog|prickly hedgepig, owl|barn owl,
        goose|gander, badger|brock, fox|vixen, tortoise|turtle, otter|river otter,
        goat|billy goat, monkey|little ape, weasel|stoat, hen|chicken, pig|sow, mole|burrowing mole,
        lizard|newt, squirrel|red squirrel, jackdaw|magpie, lamb|young sheep"""),
    "vessel": _pairs("""
        bucket|pail, barrel|cask, basket|hamper, chest|trunk, copper kettle|metal pot,
        bathtub|tub, drawer|desk drawer, hat|cap, boot|shoe, glass jar|bottle,
        cradle|cot, coffin|casket, wheelbarrow|handcart, sack|bag, oven|stove,
        birdcage|cage, violin case|fiddle box, flowerpot|plant pot"""),
    "sound": _pairs("""
        bells|ringing, thunder|storm noise, fiddles|violins, barking dogs|hounds, whistling|a whistle,
        breaking glass|shattering panes, crying babies|infants, church hymns|sacred songs,
        drums|drumming, running water|a stream, snoring|loud sleepers, chewing|noisy eaters,
        creaking doors|squeaky hinges, laughter|people laughing, hammering|blows on an anvil,
        gulls|sea birds"""),
    "kin": _pairs("""
        brother|sibling, daughter|girl, husband|spouse, mother|parent, uncle|father's brother,
        twin|twin sibling, grandson|grandchild, sister|female sibling, cousin|kinsman,
        nephew|sister's son"""),
    "disaster": _pairs("""
        great flood|inundation, siege|war, plague|pestilence, mill fire|blaze in the mill,
        avalanche|fall of snow, famine|hungry years, shipwreck|sinking of the ship,
        earthquake|shaking of the ground, mine collapse|cave-in of the pit, long winter|endless frost,
        bread riot|uprising over bread, locust summer|plague of locusts"""),
    "food": _pairs("""
        turnips|root vegetables, pickled herring|salted fish, boiled eggs|hard eggs, honey|honeycomb,
        raw onions|uncooked onions, goat cheese|cheese from goats, oatmeal|porridge,
        roast chestnuts|toasted nuts, marzipan|almond sweets, pea soup|pea broth,
        black bread|dark rye loaf, dried apples|withered fruit"""),
    "house": _pairs("""
        tavern|inn, chapel|little church, warehouse|storehouse, lighthouse|beacon by the sea, watermill|mill,
        bathhouse|public baths, prison|jail, library|archive of books, theatre|playhouse, stable|horse barn,
        hospital|house of the sick, market hall|trading hall, brewery|beer house, observatory|star tower,
        granary|corn store, smithy|forge, monastery|abbey, customs house|toll office,
        orphanage|home for foundlings, tannery|leather works"""),
    "material": _pairs("""
        red brick|bricks, black slate|dark stone, ivory|elephant tusk, copper|bronze, whalebone|bones of a whale,
        driftwood|wood from the beach, blue tiles|azure tiles, iron|steel, silver|sterling,
        sandstone|sandy stone, wax|beeswax, green glass|bottle glass, amber|yellow resin,
        oak|oaken timber, salt blocks|rock salt, bone|bones"""),
    "purpose": _pairs("""
        bury their dead|lay the deceased to rest, trade horses|buy and sell steeds,
        bet on dogs|gamble on hounds, confess their sins|tell a priest what they did,
        marry in secret|wed without anybody knowing, hide from the tax men|escape the collectors,
        wash their wool|clean fleeces, hear the news|learn what has happened,
        settle duels|fight for honour, learn to read|be taught letters, sell stolen goods|fence loot,
        cure the cough|heal the lungs, watch the stars|look at the night sky,
        drown their sorrows|drink to forget, buy charms|purchase amulets, swap recipes|exchange dishes"""),
    "ghost": _pairs("""
        headless monk|friar without a head, weeping bride|crying woman in a wedding dress,
        drowned sailor|seaman who went under, white dog|pale hound, blind child|little one without sight,
        hanged thief|robber from the gallows, old queen|dead sovereign, burning rider|horseman in flames,
        silent nurse|mute carer, laughing clown|merry fool"""),
    "ware": _pairs("""
        ring|signet, cup|goblet, mirror|looking glass, comb|hair comb, dagger|short blade,
        flute|pipe, mask|false face, necklace|chain for the neck, compass|north-pointing needle,
        coin|penny, doll|puppet, hourglass|sand timer, thimble|sewing thimble,
        chess piece|pawn, glove|gauntlet, spyglass|telescope, inkwell|pot of ink,
        belt buckle|clasp, horn|trumpet, box|case"""),
    "power": _pairs("""
        grows warm when somebody lies|heats up at an untruth, points to the nearest water|shows where to drink,
        makes its owner sleepless|keeps whoever has it awake, hums before a storm|sings ahead of bad weather,
        cannot be thrown away|always comes back when discarded, glows near gold|shines beside treasure,
        opens any lock|undoes every bolt, draws cats to it|attracts felines,
        turns milk sour|spoils milk, remembers voices|keeps what was spoken, is never wet|stays dry,
        weighs nothing at night|is light as air after dark"""),
    "oath": _pairs("""
        eat meat|touch flesh, speak after dark|talk at night, carry iron|bear steel,
        cut their hair|trim their hair, sleep under a roof|rest indoors, lend coins|give credit,
        cross running water|step over a stream, shake hands|touch palms in greeting,
        look into a mirror|see their own reflection, sit down at table|take a chair for a meal"""),
    "number": _pairs("""
        seven|7, eleven|11, fourteen|14, nineteen|19, twenty-three|23, thirty|30, forty|40,
        fifty-one|51, sixty|60, eighty|80, ninety-nine|99, two hundred|200"""),
    "goods": _pairs("""
        eels|snake-fish, ducats|gold pieces, candles|tapers, sacks of flour|bags of meal,
        barrels of tar|casks of pitch, goatskins|hides, bricks|building stones, needles|sewing pins,
        cheeses|rounds of cheese, pots of honey|jars of honey, arrows|shafts, bolts of silk|fine cloth"""),
}


FIRST_SOUNDS = _listed("B Br C D Dr F G Gr H J K Kr L M N P Qu R S Sk St T Th V W Y Z")
VOWELS = _listed("a e i o u a e i o ae ea ei")
MIDDLE_SOUNDS = _listed("b d g l ld ll m n nd nn r rd rn rr s sk ss st t th v z")
LAST_SOUNDS = _listed("a an ath e ek el en er eth ic il in is o on or ra us wyn y")
PLACES = _listed("Weir Hollow Gate Ford Barrow Stairs Market Point Reach Fold Heath Quay")
ITEMS = _listed("Token Heirloom Relic Gift Legacy Charm Prize Keepsake")
FACTIONS = _listed("Order Company Circle Lodge House Brethren League Guild")
BYNAMES = _listed("""
    grey quiet crooked lame merry pale stubborn hungry gentle bitter lucky idle sleepless
    silver rusty hollow sullen barefoot laughing left-handed freckled honest silent gilded
    ragged thirsty bashful dusty nimble frozen solemn wicked patient tardy smiling restless
""")
BEINGS = _listed("""
    heron magpie sparrow hound badger viper otter falcon stoat beetle moth raven widow beggar
    judge captain scholar pilgrim shepherd drummer gambler juggler mason poacher duchess
    cobbler prophet hermit sailor thief minstrel warden ploughman apothecary stranger
    scarecrow weathercock chandler mourner watchman
""")
