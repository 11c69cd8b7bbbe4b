"""What a card states, in the third person as authors write it, and the same in the first person as it is spoken.

Templates use {S} {P} {O} {R} for the speaker (he/his/him/himself, or I/my/me/myself), {N} for a person's name, {L} for a
place, {T} for a thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from training.corpus.names import make_full_name, make_name, make_place, spoken_place

_SELVES = {
    "he": {"S": "he", "P": "his", "O": "him", "R": "himself"},
    "she": {"S": "she", "P": "her", "O": "her", "R": "herself"},
    "I": {"S": "I", "P": "my", "O": "me", "R": "myself"},
}

THINGS = (
    "lantern|rope|boat|bell|ladder|ring|knife|kettle|drum|map|ledger|key|boot|coat|cart|lamp|oar|net|spade|saddle|locket|clock|"
    "fiddle|barrel|candle|cup|letter|mule|goat|hen|dog|heron|hat|chair|stool|door|gate|bridge|plough|loom|needle|hook|button|"
    "basket|bucket|comb|mirror|whistle|flute|tooth|bone|feather|stone|cheese|pie|loaf|blanket|pillow|shovel|tally stick|"
    "weathercock|horseshoe|apron|crown|mask|seal|book|page|egg|wheel|anchor|sail|chain|bottle|jar|purse|sword|shield|spear|wand"
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
    "asked about the {T}|gave me a {T}|promised to come back with a {T}|bought a {T} and paid fairly|asked after {N}|"
    "told me about {L}|was rude, then sorry|helped me with the {T}|is looking for {N}|carried my {T} up from {L}|"
    "owes me a {T}|laughed at the {T}|came in wet and left wet|would not say their name|asked the way to {L}|lost a {T} near {L}|"
    "said little and listened|argued about the price of a {T}|swore to find {N}|offered me a {T}"
).split("|")
_LORE_SUBJECTS = "{T} of {L}|{C} {T}|{C} {B}|{L}|{N}|road to {L}|well at {L}|{Q} {T}|night of the {T}s|{B} law|people under {L}".split(
    "|"
)
# Told freely: the topic that calls them to mind, then the text; the fillers of both are the same.
_LORE_FREE = (
    "the {T}s=Nine hundred {T}s mark the edge of {L}. The last one has leaves|the storm=The storm of the long {T} lasted {n} days|"
    "{N}={N} went off {L} in flat calm. A {T} was found, and it was lit|the bargain={N} promised the sea a {kin} if it spared {L}|"
    "{N}=Nobody has seen {N} since the {T} went under|the {B}=If a {B} looks at you by {L}, look away first|"
    "the {T}s=On still days the {T}s of {L} ring for meals|{L}=Past {L} the road goes on, but people do not|"
    "the light=The light at {L} was lit for {N}, and {N} did not come|the dead=In {L} they bury a {T} with the dead and a {T} without|"
    "the king=A king came to {L} once and asked for a {T}. They gave him {n}|the tide=Twice a year the tide brings {n} {T}s to {L}|"
    "the {T}=Whoever finds the {Q} {T} must give it to {N}|the church=The church of {L} was built around a {T}, which is still there|"
    "{N}={N} sold {L} for a {T} and bought it back for {n}|the mist=In the mist by {L} you hear {n} {T}s, one after another|"
    "the road=The road from {L} was laid by {N} in one night. It bends where she slept|the gate=They shut the gate of {L} at dusk, and nobody says against what"
).split("|")
_LORE_ABOUTS = (
    "rings before a flood|has never been counted twice the same|was dug by hand, and nobody says whose|takes one {T} a year and gives back a {T}|"
    "was moved {n} paces in a single night|is older than the road|belongs to {N} by a lost deed|cannot be seen from {L}|"
    "hums when the fog comes down|was sold to {N} for a {T}|stands open on the longest night|is kept shut with a {Q} {T}|"
    "went under in the year of the {T}|burned for {n} days and was not hot|turns toward {L} when somebody lies|answers to its name|"
    "was the work of {N}, who went blind|drinks whatever is poured there|must be fed a {T} at each new moon|has {n} steps going down and more going up|"
    "is cold to the touch in summer|was built by {N} against the advice of everyone|holds the bones of {n} mules|moves a little every winter|"
    "is where the drowned come to dry|kept its light when {L} lost its own|was promised to the sea|is never spoken of after dark|"
    "remembers the last thing said to it|has no shadow at noon"
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
PREDICAMENTS = ("cellar", "roof", "causeway", "stair", "ford", "kitchen", "bog", "market", "chapel", "shore")
_BEASTS = "heron hare adder eel crow otter ram fox owl goat moth pike hound".split()


@dataclass(frozen=True, slots=True)
class Told:
    """A fact twice over: as the card has it and as the speaker says it."""

    card: str
    said: str
    third: str = ""


class FactMaker:
    """Makes the facts of one card: one speaker, one gender, fillers drawn from `rng`."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.self_key = rng.choice(("he", "she"))

    def _told(self, template: str, **extra: str) -> Told:
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
        third = {**_SELVES[self.self_key], "die": "dies", "owe": "owes", "know": "knows"}
        first = {**_SELVES["I"], "die": "die", "owe": "owe", "know": "know"}
        return Told(fix_article(template.format(**fill, **third)), fix_article(template.format(**fill, **first)))

    def goal(self) -> Told:
        """What the speaker is after; `said` is a bare infinitive."""
        told = self._told(self.rng.choice(_GOALS))
        lead = self.rng.choice(("to ", "to ", "to ", "", "wants to "))
        return Told(lead + told.card, told.said, told.card)

    def past(self, more_share: float) -> Told:
        """One to four sentences of the past; `said` is the first of them."""
        first = self._told(self.rng.choice(_PASTS))
        card = first.card
        if self.rng.random() < 0.3:
            card = card.removeprefix("he ").removeprefix("she ")
        card = card[0].upper() + card[1:] + "."
        for _ in range(3):
            if self.rng.random() > more_share:
                break
            more = self._told(self.rng.choice(_PASTS)).card
            card += f" {more[0].upper()}{more[1:]}."
        return Told(card, first.said, first.card)

    def secret(self) -> Told:
        """What the speaker must not tell."""
        told = self._told(self.rng.choice(_SECRETS)).card
        return Told(told[0].upper() + told[1:] + ".", "")

    def bond(self) -> tuple[Told, Told]:
        """What somebody is to the speaker, and how the speaker feels; `said` are ``my cousin`` and ``I miss her``."""
        told = self._told(self.rng.choice(_BONDS))
        said = told.said if told.said.startswith("the ") else f"my {told.said}"
        feeling = self._told(self.rng.choice(_FEELINGS), o=self.rng.choice(("him", "her", "him", "her", "them")))
        return Told(told.card, said), Told(feeling.card, f"I {to_first_person(feeling.said)}", feeling.card)

    def remembered(self) -> Told:
        """What the speaker keeps of the listener; `said` is what ``You`` did."""
        told = self._told(self.rng.choice(_REMEMBERS)).said
        said = "you " + told.replace("is looking", "are looking").replace("owes me", "owe me").replace(
            "was rude", "were rude"
        )
        lead = self.rng.choice(("", "", "{you} ", "They "))
        card = lead + told
        return Told(
            card[0].upper() + card[1:] + "." if not card.startswith("{") else card + ".",
            said.replace("their name", "your name"),
        )

    def lore(self, more_share: float) -> tuple[str, Told]:
        """A topic and what is told of it: the card's text and the sentence spoken."""
        if self.rng.random() < 0.4:
            topic, _, text = self._told(self.rng.choice(_LORE_FREE)).card.partition("=")
            text = f"{text[0].upper()}{text[1:]}."
            return topic, Told(text, text)
        subject = self._told(self.rng.choice(_LORE_SUBJECTS)).card
        proper = subject[0].isupper() and not subject.split(" ")[-1].islower() and " of " not in subject
        topic = subject if proper and self.rng.random() < 0.9 else f"the {subject.removeprefix('the ')}"
        about = self._told(self.rng.choice(_LORE_ABOUTS)).card
        sentence = f"{topic[0].upper()}{topic[1:]} {about}."
        more = f" {self._told(self.rng.choice(_LORE_MORE)).card}." if self.rng.random() < more_share else ""
        if self.rng.random() < 0.5 * more_share:
            more += f" {self._told(self.rng.choice(_LORE_MORE)).card}. {self._told(self.rng.choice(_LORE_MORE)).card}."
        if self.rng.random() < 0.15:
            return topic, Told(f"{topic[0].upper()}{topic[1:]}: it {about}.{more}", f"It {about}.")
        return topic, Told(sentence + more, sentence + (more if self.rng.random() < 0.4 else ""))

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

    def trade(self) -> Told:
        """The speaker's trade; `said` with its article."""
        rng = self.rng
        roll = rng.random()
        if roll < 0.45:
            card = rng.choice(_TRADES)
        elif roll < 0.65:
            card = f"{rng.choice(THINGS)} {rng.choice(_WORKERS)}"
        elif roll < 0.92:
            card = (
                f"{rng.choice(_OFFICES)} {rng.choice(('of', 'of', 'of', 'at', 'to'))} {spoken_place(make_place(rng))}"
            )
        else:
            card = f"{rng.choice(_TRADES)}, {rng.choice(('retired', 'some days', 'badly paid', 'presently idle', 'second class'))}"
        if any(f" {word} " in card for word in ("of", "at", "to")):
            return Told(card, f"the {card}")
        return Told(card, fix_article(f"a {card}"))

    def about(self) -> str:
        """What a place is like."""
        return self._told(self.rng.choice(_ABOUTS)).card


def to_first_person(phrase: str) -> str:
    """Turn a phrase's leading verb from ``misses`` to ``miss``."""
    verb, _, rest = phrase.partition(" ")
    irregular = {"has": "have", "is": "am", "does": "do", "envies": "envy", "pities": "pity", "worries": "worry"}
    if verb in irregular:
        verb = irregular[verb]
    elif verb not in ("would", "cannot", "could", "never"):
        verb = verb[:-2] if verb.endswith(("sses", "shes", "ches")) else verb.removesuffix("s")
    return f"{verb} {rest}".strip()


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
