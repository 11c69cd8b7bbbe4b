"""Rules of speech that an author may put on a card in so many words: how long, how warm, and words to be said.

Two of them may stand on one card, of different kinds. What a length asks for is chosen among answers (`dialogue.py`);
what a temperature or a word asks for is added to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from realm_gql.engine.blanks import MARKS
from training.corpus.styles import sentences

LIMIT_SHORT_WORDS = 12
LEAST_FLORID_WORDS = 18


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a card words it; `words` are those to be said, if any."""

    card: str
    kind: str
    words: str = ""


_ADDRESSES = (
    "lamb|duck|cousin|stranger|friend|my lad|petal|captain|little fish|dry one|old bean|your grace|neighbour|my heron|sparrow|chief|"
    "sweet pea|comrade|traveller|pilgrim|my turnip|boss|mate|child|wet one|my button|squire|sailor|honey|goose"
).split("|")
_TAGS = (
    "so it goes|mark my words|as the tide says|more or less|and that's that|God willing|if you please|no offence|weather permitting|"
    "or I'm a heron|you'll see|said the eel|on my mother's grave|they tell me|in my experience|rain or no rain|amen|allegedly"
).split("|")
_OATHS = "the tide|salt and bone|the old bell|all nine stones|my mother's spoon|the drowned|fog and fire|the black tarn|Saint Orm|the heron|wet rope".split(
    "|"
)
_FORMS = {
    "address": ("calls everyone '{}'", "calls everybody {}", "addresses people as '{}'", "calls you '{}'", "says '{}' to everyone"),
    "tag": ("ends with '{}'", "ends every answer with '{}'", "always adds '{}'", "says '{}' at the end"),
    "oath": ("swears by {}", "swears by {} a lot", "always swears by {}", "begins with 'by {}'"),
    "short": ("keeps it short", "short answers", "few words", "brief to a fault", "never a word too many", "answers in one breath"),
    "florid": ("florid", "long-winded", "flowery answers", "never one word where ten will do", "at length, with flourishes", "likes long sentences"),
    "warm": ("warm to everyone", "warm", "friendly with strangers", "means it kindly", "kind to whoever asks", "glad of company"),
    "cold": ("cold", "cold to strangers", "keeps people at a distance", "unfriendly", "no warmth in it", "would rather be left alone"),
}  # fmt: skip
_FAMILIES = (("address", "address", "tag", "oath"), ("short", "florid"), ("warm", "cold"))
WARM = (
    "It is good to have you here.", "Bless you for asking.", "I am glad you came.", "You are welcome at this fire.", "Sit close, there is room.",
    "You have a kind face.", "My door is yours.", "I was hoping for company.", "There now.", "You did right to ask.", "Stay as long as you like.",
    "I like you already.", "Warm your hands, friend.", "It does me good to see you.", "You are among friends.", "Have the good chair.",
    "May the road be soft to you.", "I will gladly tell you.", "Never you worry.", "You brighten the room.",
)  # fmt: skip
COLD = (
    "Now leave me be.", "That is all you get.", "I did not ask you in.", "Do not sit.", "You are in my light.", "We are not friends.",
    "Be quick.", "Keep your distance.", "I owe you nothing.", "Ask somebody who cares.", "The door is behind you.", "I was better off alone.",
    "Do not come closer.", "I have nothing more for you.", "You have had your answer.", "Take it and go.", "It is no concern of yours.",
    "I do not care for visitors.", "Spare me the smile.", "You will not be missed.",
)  # fmt: skip
_FLOURISHES = (
    "I say it with my hand upon my heart, and my heart has heard it before and approves.",
    "Were there a bell to ring for it, I would ring that bell until the rope wept.",
    "Such are the roads of this world, my wandering one, and every one of them is wet and winding.",
    "Let the herons write it upon the mud with their solemn feet, for all the shore to read.",
    "I could speak of it until the candles gave up, one after another, and went out of pure respect.",
    "There is a whole evening in that question, and I have given you only the first grey hour of it.",
    "So turns the great slow wheel of the tide, and we poor splashing creatures turn along with it.",
    "I tell you so with all the breath the fog has left me, which is more than you would suppose.",
    "And if the moon herself should lean down and ask me, I would answer her in the very same words.",
    "How strange and splendid it is, that two such persons as we should stand here and speak of it.",
    "In softer weather I would have set it to music, with a fiddle and one very patient drum.",
    "Take it as one takes a cup from a trembling hand, gently, and without asking what is in it.",
    "O, the years I have carried that about with me, as another carries a stone for luck!",
    "Many have asked it of me, in many hats, and to none have I answered so fully and so freely.",
    "Thus it stands, as the nine old stones stand, leaning a little, and dignified in the rain.",
    "May it serve you well upon the long and dripping road that lies, alas, before us all.",
)  # fmt: skip


def draw_rules(rng: Random) -> tuple[Rule, ...]:
    """No rule, most often; else one, or two of different kinds."""
    count = rng.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2))
    return tuple(draw_rule(rng, rng.choice(family)) for family in rng.sample(_FAMILIES, count))


def draw_rule(rng: Random, kind: str) -> Rule:
    """A rule of that kind in some wording."""
    words = rng.choice({"address": _ADDRESSES, "tag": _TAGS, "oath": _OATHS}.get(kind, ("",)))
    return Rule(rng.choice(_FORMS[kind]).format(words), kind, words)


def apply_rules(rng: Random, text: str, rules: tuple[Rule, ...]) -> str:
    """An answer that follows them; its length was chosen before."""
    kinds = {rule.kind for rule in rules}
    if "florid" in kinds and len(text.split()) < LEAST_FLORID_WORDS:
        text = f"{text} {rng.choice(_FLOURISHES)}"
    if "short" in kinds:
        text = _shorten(text)
    for kind, lines in (("warm", WARM), ("cold", COLD)):
        if kind in kinds:
            line = rng.choice(lines)
            first = kind == "warm" and rng.random() < 0.5
            text = f"{line} {text}" if first else f"{text} {line}"
    for rule in rules:
        text = _say(text, rule)
    return text


def _say(text: str, rule: Rule) -> str:
    if rule.kind == "address":
        body, end = (text[:-1], text[-1]) if text[-1] in ".!?" else (text, ".")
        return f"{body}, {MARKS['pet']}{end}"
    if rule.kind == "tag":
        return f"{text} {MARKS['tag']}."
    return f"By {MARKS['oath']}. {text}" if rule.kind == "oath" else text


def _shorten(text: str) -> str:
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and sum(len(said.split()) for said in kept) + len(sentence.split()) > LIMIT_SHORT_WORDS - 2:
            break
        kept.append(sentence)
    return " ".join(kept)
