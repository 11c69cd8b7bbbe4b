"""What a card states, in the third person as authors write it.

The voice reads blanks in most of these places (`realm_gql/engine/blanks.py`); the facts are here so that the corpus is
made with the code that serves, and so that the probes can ask for them. Templates use {S} {P} {O} {R} for the speaker
(he/his/him/himself), {N} for a person's name, {L} for a
place, {T} for a thing.
"""

from __future__ import annotations

from random import Random

from training.corpus.names import make_full_name, make_name, make_place, spoken_place

_SELVES = {
    "he": {"S": "he", "P": "his", "O": "him", "R": "himself"},
    "she": {"S": "she", "P": "her", "O": "her", "R": "herself"},
}

THINGS = (
    "lantern|rope|boat|bell|ladder|ring|knife|kettle|drum|map|ledger|key|boot|coat|cart|lamp|oar|net|spade|saddle|locket|clock|"
    "fiddle|barrel|candle|cup|letter|mule|goat|hen|dog|heron|hat|chair|stool|door|gate|bridge|plough|loom|needle|hook|button|"
    "basket|bucket|comb|mirror|whistle|flute|tooth|bone|feather|stone|cheese|pie|loaf|blanket|pillow|shovel|tally stick|"
    "weathercock|horseshoe|apron|crown|mask|seal|book|page|egg|wheel|anchor|sail|chain|bottle|jar|purse|sword|shield|spear|wand"
).split("|")
TOPICS = (
    "tide|bell|fog|bog|steeple|king|ship|road|light|stones|church|market|sea|causeway|wands|storm|flood|drowned|dead|mist|"
    "wreck|tower|well|saint|ghost|bargain|toll|eels|peat|ring|rope|song|old days|law|ferry|moor|shore|ruin|grave|winter"
).split("|")
QUALITIES = (
    "old|wet|cracked|borrowed|left-hand|rusted|salt|second-best|blue|black|tall|crooked|heavy|quiet|blessed|stolen|bent|warm|"
    "half-burnt|mended|nameless|patched|grey|brass|tin|willow|oak|bone|silver|sour|sweet|smoked|pickled|Tuesday"
).split("|")
_FOODS = (
    "eel stew|bread and dripping|nettle beer|barley soup|smoked eel|goat cheese|heather honey|turnip pie|small beer|salt pork|"
    "oat cakes|bramble wine|cider|dried apples|a bowl of tripe|onion broth|samphire|pickled eggs|mutton hash|black pudding"
).split("|")
_SERVICES = (
    "a bed for the night|a dry corner|a crossing|a haircut|a mended boot|a letter read aloud|a prayer said properly|a tooth drawn|"
    "a song with your name in it|a straight answer|a rumour|directions|a grave, dug|a place by the fire|a blessing, secondhand"
).split("|")
_COINS = ("copper", "silver", "silver", "copper", "farthings", "gold", "pennies", "shillings")
_ODD_PRICES = (
    "a kiss on the brow|not for money|a story|half what you have|whatever you can spare|a favour|a song|your second-best button|"
    "a night's work|nothing, today|a promise|one honest word"
).split("|")

_TRADES = (
    "peat cutter|ferryman|ferrywoman|innkeeper|smith|shepherd|goose girl|cooper|ratcatcher|gravedigger|midwife|bellringer|fiddler|"
    "tollkeeper|herbalist|tinker|baker|brewer|weaver|potter|thatcher|drover|charcoal burner|beekeeper|lamplighter|scribe|eel catcher|"
    "cheesemonger|hedge witch|apprentice|pilgrim|retired soldier|watchman|cartographer|bookbinder|clockmaker|barber|saltmaker|"
    "chandler|falconer|carter|poacher|miller|nun|monk|cobbler|tanner|sexton|spy|beggar|juggler|doctor|judge|cook|sailor"
).split("|")
_WORKERS = (
    "keeper|mender|seller|cutter|warden|binder|finder|carver|carrier|counter|painter|catcher|reader|tuner|layer".split(
        "|"
    )
)
_OFFICES = "keeper|warden|verger|tallyman|clerk|watchman|porter|landlord|cook|ringer|master|shepherd|fiddler|stallholder".split(
    "|"
)

_GOALS = (
    "find {P} {kin}|bring {P} {kin} home from {L}|buy back {P} {T}|mend the {Q} {T} before winter|learn who took {P} {T}|"
    "walk to {L} and back, once|see {L} again before {S} {die}|sell the last {T} and go|pay what {S} {owe} to {N}|bury {P} {kin} properly|"
    "finish the {T} {P} {kin} began|be forgiven by {N}|never see {N} again|get the {T} down from {L}|leave {L} for good|"
    "open a shop at {L}|win back the {T} from {N}|find somebody to take over from {O}|sleep one whole night|be paid, for once|"
    "hear {N} say sorry|prove that {N} lied|find the {Q} {T} {P} {kin} hid|make one {T} that does not break|count every {T} on the moor|"
    "teach somebody the trade|keep the {T} burning until {N} comes|cross the water at {L}|cure {P} {kin}|ring the bell at {L}|"
    "get {P} {T} out of the mud|write down every name {S} {know}|stand where {P} {kin} stood|own a dry {T}|"
    "clear {P} name at {L}|marry {N}|find out what lies under {L}|drain the field below {L}|grow one {Q} apple|outlive {N}"
).split("|")
_KIN = "brother|sister|mother|father|daughter|son|husband|wife|cousin|uncle|aunt|grandmother|friend|master|twin".split(
    "|"
)
_PASTS = (
    "{S} came from {L} with a {T} and no shoes|{S} was born at {L}, in a flood|{S} lost {P} {kin} to the bog near {L}|"
    "{S} kept the {T} at {L} for {n} years|{S} sailed with {N} until the ship went down|{S} left {L} after a quarrel with {N}|"
    "{S} sold {P} {T} to {N} and regretted it|{S} fought at {L} and ran|{S} was left at {L} as a child|{S} married {N}, who drowned|"
    "{S} learned the trade from {P} {kin}|{S} walked here from {L} behind a {Q} {T}|{S} served {N} for {n} winters|"
    "{S} broke the {T} of {L} and never said so|{S} buried {n} people in the bad year|{S} woke one morning at {L} and stayed|"
    "{S} followed a light off the road and found {L}|{S} was a soldier once, and not a good one|{S} promised {N} a {T} and forgot|"
    "{S} grew up under {L}, among the {T} makers|{S} ran from a wedding at {L}|{S} had a {T} once, and a {kin}|"
    "{S} was taught to read by {N}|{S} carried the {T} out of the fire at {L}|{S} spent {n} years in the cellar of {N}|"
    "{S} came for one night and stayed for {n} years|{S} found a {Q} {T} on the shore, and everything followed"
).split("|")
_SECRETS = (
    "{S} stole the {T} from {N}|{S} knows who drowned {N}|{S} cannot read|{S} set the fire at {L}|{S} is afraid of {N}|"
    "the {T} is hidden under the floor|{S} was never at {L}|{S} writes to {N} every week|{S} hears the {T} at night|"
    "{S} has {n} gold buried by {L}|{S} let {P} {kin} drown|{S} means to leave at the next low tide|{P} name is not {P} own|"
    "{S} sold the map of {L} twice|{S} is {N}'s {kin}|{S} killed the {Q} heron|{S} has not slept since {L}"
).split("|")
_BONDS = (
    "sister|brother|cousin|neighbour|rival|lodger|employer|apprentice|old friend|creditor|husband|wife|aunt|uncle|landlady|confessor|"
    "partner at cards|godson|drinking companion|enemy|customer|teacher|daughter|son|sweetheart|guest of {n} years|"
    "the one who taught {O}|the one {S} robbed|the man who sold {O} a {T}|the woman who pulled {O} out|the child who follows {O}|"
    "the only one who knows|the keeper of {L}|the one with the {T}|widow of a friend|supplier of {T}s"
).split("|")
_FEELINGS = (
    "misses {o}|trusts {o} with the {T}|does not trust {o}|owes {o} money|owes {o} a {T}|cannot forgive {o}|loves {o} and never says so|"
    "envies {o}|is afraid of {o}|would die for {o}|avoids {o}|worries about {o}|is proud of {o}|thinks {o} a fool|pities {o}|"
    "has forgiven {o}|would not lend {o} a {T}|lets {o} win at cards|hopes {o} comes back|is tired of {o}|admires {o}|"
    "feeds {o} on Thursdays|keeps {o} at arm's length|has never thanked {o}|would like the {T} returned|does not speak to {o}|"
    "prays for {o}|sends {o} cheese|cheats {o} and feels bad|believes they are friends|wants {o} gone|is grateful|"
    "knows {o} too well|remembers {o} laughing|would sooner not say|has stopped asking|thinks of {o} in the evenings|"
    "waits for the truth from {o}|cannot meet {P} eye|likes {o} better asleep|laughs at {o}|would follow {o} anywhere"
).split("|")
_REMEMBERS = (
    'asked about "the {T}"|asked about "{N}"|asked about "the way to {L}"|offered "I will bring you a {T}"|'
    'told of themselves "I am looking for {N}"|told of themselves "I come from {L}"|said "the {T} is mine"|'
    'offered "let me carry the {T}"|said "{N} sent me"|told of themselves "I lost my {T} near {L}"|said "it never stops raining"'
).split("|")
_LORE = (
    "Nine hundred {T}s mark the edge of {L}. The last one has leaves|The storm of the long {T} lasted {n} days|"
    "{N} went off {L} in flat calm. A {T} was found, and it was lit|{N} promised the sea a {kin} if it spared {L}|"
    "Nobody has seen {N} since the {T} went under|If a {B} looks at you by {L}, look away first|"
    "On still days the {T}s of {L} ring for meals|Past {L} the road goes on, but people do not|"
    "The light at {L} was lit for {N}, and {N} did not come|In {L} they bury a {T} with the dead and a {T} without|"
    "A king came to {L} once and asked for a {T}. They gave him {n}|Twice a year the tide brings {n} {T}s to {L}|"
    "Whoever finds the {Q} {T} must give it to {N}|The church of {L} was built around a {T}, which is still there|"
    "{N} sold {L} for a {T} and bought it back for {n}|In the mist by {L} you hear {n} {T}s, one after another|"
    "The road from {L} was laid by {N} in one night. It bends where she slept|"
    "They shut the gate of {L} at dusk, and nobody says against what"
).split("|")
_LORE_MORE = (
    "Nobody has gone back for it|{N} saw it and would not say what|It is best approached from {L}|The {T} is still there|"
    "Children are told otherwise|Leave a {T} and do not look round|It has been quiet since {N} died|People pay to stand near it|"
    "There were {n} of them once|The last to try was {N}|It smells of {T}s|Old folk still nod to it"
).split("|")
_ABOUTS = (
    "a low room that smells of peat|wet stones and one lamp|fog to the knee|a long bench, a short table|heather as far as {L}|"
    "the tide is an hour off|{n} stools and a fire|rain on the slates|a yard full of {T}s|mud, and planks over the mud|"
    "a {Q} {T} hangs over the door|everything leans toward {L}|a cold chapel with {n} candles|stalls shut for the night|"
    "a stair going down into water|the floor is damp and the ceiling is worse"
).split("|")
_BEASTS = "heron hare adder eel crow otter ram fox owl goat moth pike hound".split()


class FactMaker:
    """Makes the facts of one card, in the third person as authors write them: one gender, fillers drawn from `rng`."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._self = _SELVES[rng.choice(("he", "she"))]

    def _write(self, template: str, **extra: str) -> str:
        rng = self.rng
        fill = {
            "N": make_full_name(rng) if rng.random() < 0.5 else make_name(rng),
            "L": spoken_place(make_place(rng)),
            "T": rng.choice(THINGS),
            "Q": rng.choice(QUALITIES),
            "B": rng.choice(_BEASTS),
            "C": rng.choice(QUALITIES).capitalize(),
            "n": rng.choice(("two", "three", "nine", "eleven", "forty", "forty-one", str(rng.randint(2, 99)))),
            "kin": rng.choice(_KIN),
            **extra,
        }
        return fix_article(template.format(**fill, **self._self, die="dies", owe="owes", know="knows"))

    def _sentence(self, template: str) -> str:
        text = self._write(template)
        return f"{text[0].upper()}{text[1:]}."

    def goal(self) -> str:
        """What the speaker is after."""
        return self.rng.choice(("to ", "to ", "to ", "", "wants to ")) + self._write(self.rng.choice(_GOALS))

    def past(self, more_share: float) -> str:
        """One to four sentences of the past."""
        told = [self._sentence(self.rng.choice(_PASTS))]
        while len(told) < 4 and self.rng.random() < more_share:
            told.append(self._sentence(self.rng.choice(_PASTS)))
        return " ".join(told)

    def secret(self) -> str:
        """What the speaker must not tell."""
        return self._sentence(self.rng.choice(_SECRETS))

    def bond(self) -> tuple[str, str]:
        """What somebody is to the speaker, and how the speaker feels: ``cousin``, ``misses her``."""
        other = self.rng.choice(("him", "her", "him", "her", "them"))
        return self._write(self.rng.choice(_BONDS)), self._write(self.rng.choice(_FEELINGS), o=other)

    def remembered(self, listener: str) -> str:
        """What the speaker keeps of the listener, as the realm sums it up."""
        remarks = [self._write(remark) for remark in self.rng.sample(_REMEMBERS, self.rng.choice((1, 1, 2)))]
        return f"{listener} " + "; ".join(remarks)

    def lore(self) -> str:
        """A piece of lore: one to three sentences."""
        told = [self._sentence(self.rng.choice(_LORE))]
        while len(told) < 3 and self.rng.random() < 0.3:
            told.append(self._sentence(self.rng.choice(_LORE_MORE)))
        return " ".join(told)

    def ware(self) -> tuple[str, str]:
        """Something for sale and its price in words."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.3:
            name = rng.choice(_FOODS)
        elif roll < 0.5:
            name = rng.choice(_SERVICES)
        else:
            name = fix_article(f"a {rng.choice(QUALITIES)} {rng.choice(THINGS)}")
            name = name.split(" ", 1)[1] if rng.random() < 0.3 else name
        if rng.random() < 0.08:
            return name, rng.choice(_ODD_PRICES)
        number = rng.choice((str(rng.randint(1, 9)), str(rng.randint(1, 60)), "two", "three", "five", "a dozen"))
        coin = rng.choice(_COINS)
        return name, f"{number} {'farthing' if number == '1' and coin == 'farthings' else coin}"

    def trade(self) -> str:
        """The speaker's trade."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.45:
            return rng.choice(_TRADES)
        if roll < 0.65:
            return f"{rng.choice(THINGS)} {rng.choice(_WORKERS)}"
        if roll < 0.92:
            return (
                f"{rng.choice(_OFFICES)} {rng.choice(('of', 'of', 'of', 'at', 'to'))} {spoken_place(make_place(rng))}"
            )
        return f"{rng.choice(_TRADES)}, {rng.choice(('retired', 'some days', 'badly paid', 'presently idle', 'second class'))}"

    def about(self) -> str:
        """What a place is like."""
        return self._sentence(self.rng.choice(_ABOUTS))


def fix_article(text: str) -> str:
    """Say ``an eel`` where a template has ``a eel``."""
    words = text.split(" ")
    for at, word in enumerate(words[:-1]):
        if (
            word in ("a", "A")
            and words[at + 1][:1].lower() in "aeiou"
            and not words[at + 1].lower().startswith(("one", "uni"))
        ):
            words[at] = word + "n"
    return " ".join(words)
