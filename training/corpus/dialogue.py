"""One conversation of the corpus, marked with the code that serves: intents in any order, typos, follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from string import Formatter

from realm_gql.engine.blanks import MARKS, Blanks, tighten
from realm_gql.engine.port import Line, Role
from realm_gql.engine.rendering import Message
from training.corpus.asks import asks_written
from training.corpus.cast import Cast, draw_cast
from training.corpus.facts import QUALITIES, THINGS, TOPICS
from training.corpus.intents import INTENTS
from training.corpus.intents_open import draw_words
from training.corpus.names import make_full_name
from training.corpus.rules import apply_rules
from training.corpus.styles import FOODS, GENTLE_FOR_LORE, TRANSFORMS, capitalise
from training.corpus.written import Exchange, read_written

LIMIT_REPLY_WORDS = 46
WRITTEN_SHARE = 0.8
"""How often a voice answers with what was written for it; the rest is grammar, so that manners nobody wrote for work."""
OWN_ASK_SHARE = 0.1
COUNTS_TURNS = (3, 6, 10, 10, 20)
"""How long conversations are: the longest are of the length to which the voice is said to be trained."""
DRILL_LINES = 30
LIMIT_SAME = 2
"""How often one thing is asked in one conversation."""
_JOBS = "knight|baker|thief|pilgrim|wizard|sailor|doctor|bard|farmer|merchant|nobody|hunter|king|student|soldier|ghost".split(
    "|"
)
_LEADS = (
    "hey, ", "so, ", "um ", "excuse me, ", "please, ", "well, ", "tell me, ", "oh, ", "sorry to bother you, ", "I say, ",
    "And ", "But ", "Now, ", "Then ", "ok, ", "OK. ", "Hello. ", "hi, ", "Good evening. ", "Right. ", "Look, ", "Listen, ",
    "Friend, ", "if I may: ", "Forgive me, ", "one question: ", "I wonder, ", "Thank you. ", "No, ", "Yes. ", "hm, ",
)  # fmt: skip
_TAILS = (
    ", then", ", please", ", if I may ask", ", friend", " here", " anyway", " exactly", " again", " now", ", stranger", " tonight",
    ", good sir", ", my lady", " really", ", do you think", ", by the way", " today", ", old one", " if you don't mind",
)  # fmt: skip
_RAMBLES = (
    "I have come a long way and my feet are wet. ", "I do not want to be any trouble. ", "They told me you would know. ",
    "It is late, I know. ", "I was told to ask here first. ", "You look like somebody who knows things. ", "Don't be angry. ",
    "First I went the wrong way, and then it rained. ", "Before I forget: ", "One more thing. ",
)  # fmt: skip
_FOLLOW_UPS = ("why", "yes", "no", "really", "wow", "thanks", "silence", "rude_ask", "sorry")
_ANY = (
    "how weather farewell threat bribe insult compliment flirt joke grief nonsense foreign help lost fear gods food song join "
    "age family magic meta silence saw lostthing iam like going war time advice statement statement me my_name is_name "
    "is_name wrong_name"
).split()
_OPEN = "taste feelings ask_favour need what_if riddle telling telling whatever".split()
_QUEST = ("accept", "refuse", "progress", "done")
# Lines whose wording is a copied sentence or a list: cutting or rewording them would teach to miscopy.
_COPIED = {"lore", "rumour", "wares", "others", "where"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what was wanted, what was asked and what was answered, both with their blanks marked.

    It may go on from the one before it, which then holds what was asked for.
    """

    intent: str
    ask: str
    reply: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A card and the conversation on it; `heard` are names the player says that the card does not have."""

    cast: Cast
    turns: tuple[Turn, ...]
    heard: tuple[str, ...]

    def messages(self) -> list[Message]:
        """The whole conversation as chat messages with marks, ending with the last reply."""
        messages = [Message("system", Blanks(self.cast.prompt([])).card())]
        for turn in self.turns:
            messages += [Message("user", turn.ask), Message("assistant", turn.reply)]
        return messages

    def lines(self) -> list[Line]:
        """The whole conversation as it is heard: every blank filled in."""
        blanks = Blanks(self.cast.prompt([Line(Role.LISTENER, "", f"I met {name}.") for name in self.heard]))
        return [
            line
            for turn in self.turns
            for line in (
                Line(Role.LISTENER, self.cast.listener, blanks.filled(turn.ask)),
                Line(Role.SPEAKER, self.cast.name, blanks.filled(turn.reply)),
            )
        ]


def make_dialogue(seed: int) -> Dialogue:
    """Write conversation number `seed`; the same number gives the same conversation."""
    rng = Random(seed)
    cast = draw_cast(rng)
    count = rng.choice(COUNTS_TURNS)
    turns: list[Turn] = []
    heard: list[str] = []
    while len(turns) < count:
        turns += _draw_turns(rng, cast, turns, heard)
        if turns and turns[-1].intent == "farewell":
            break
    return Dialogue(cast, tuple(turns), tuple(heard))


def make_drill(seed: int) -> tuple[Cast, list[tuple[str, str]]]:
    """A card and many lines to whoever has it, each with what it wants and no answer: cheaper to learn from than talk."""
    rng = Random(seed)
    cast = draw_cast(rng)
    drawn: list[tuple[str, str]] = []
    while len(drawn) < DRILL_LINES:
        key = _draw_intent(rng, cast, [])
        _, asked, _ = _draw_slots(rng, cast, [])
        line = _pick(rng, _asks(rng, key, None), asked)
        if line is not None:
            drawn.append((key, tighten(_roughen(rng, line.format(**_with_capitals(asked))))))
    return cast, drawn


def _draw_turns(rng: Random, cast: Cast, turns: list[Turn], heard: list[str]) -> list[Turn]:
    """The next turn, and the one that was written to follow it; none when the card has no answer."""
    key = _draw_intent(rng, cast, turns)
    if sum(turn.intent == key for turn in turns) >= LIMIT_SAME:
        return []
    slots, asked, name = _draw_slots(rng, cast, heard)
    said = _with_capitals(slots)
    exchange = _draw_exchange(rng, cast, key, slots)
    reply = _answer(rng, cast, key, said, exchange)
    line = _pick(rng, _asks(rng, key, exchange), asked)
    if line is None or reply is None or len(reply.split()) > LIMIT_REPLY_WORDS:
        return []
    ask = _roughen(rng, line.format(**_with_capitals(asked)))
    if "who" in slots and slots["who"] in ask:
        heard.append(name)
    elif "who" in slots and slots["who"] in reply:
        return []
    drawn = [Turn(key, tighten(ask), tighten(reply))]
    for asks, answer in exchange.rounds[1:] if exchange is not None and exchange.fits(slots) else ():
        next_ask, next_said = _pick(rng, asks, asked), _fill(rng, (answer,), said)
        if next_ask and next_said:
            next_ask = _roughen(rng, next_ask.format(**_with_capitals(asked)))
            next_reply = tighten(apply_rules(rng, next_said, cast.rules))
            drawn.append(Turn(key, tighten(next_ask), next_reply, goes_on=True))
    return drawn


def _draw_slots(rng: Random, cast: Cast, heard: list[str]) -> tuple[dict[str, str], dict[str, str], str]:
    """What an answer and what a player's line is filled from, and the name that the player may say."""
    slots = dict(cast.slots)
    slots["thing"] = f"{rng.choice(QUALITIES)} {rng.choice(THINGS)}" if rng.random() < 0.3 else rng.choice(THINGS)
    slots["job"] = rng.choice(_JOBS)
    slots["food"] = rng.choice(FOODS)
    if cast.persona.bonds:
        at = rng.randrange(min(len(cast.persona.bonds), 6)) + 1
        slots |= {"other": MARKS[f"known{at}"], "bond": MARKS[f"bond{at}"], "feeling": MARKS[f"feeling{at}"]}
    if cast.stage.lore:
        slots["lore"] = MARKS[f"lore{rng.randrange(len(cast.stage.lore)) + 1}"]
    if cast.persona.wares:
        at = rng.randrange(len(cast.persona.wares)) + 1
        slots |= {"ware": MARKS[f"ware{at}"], "price": MARKS[f"price{at}"]}
    asked, name = slots | draw_words(rng), make_full_name(rng)
    unheard = rng.random() < 0.2
    slots["who"] = MARKS[f"heard{len(heard) % 4 + 1}"]
    # A name without its capital letter is not heard as one: the answer must do without it.
    asked["who"] = name.lower() if unheard else slots["who"]
    asked["topic"] = asked["who"] if rng.random() < 0.25 else _draw_topic(rng)
    if "ware" in slots:
        asked["low"] = rng.choice(("", "", "the ", "a ")) + slots["ware"]
    if unheard:
        del slots["who"]
    return slots, asked, name


def _draw_exchange(rng: Random, cast: Cast, key: str, slots: dict[str, str]) -> Exchange | None:
    """An exchange written for this voice that the card can answer; none now and then, so that its grammar stays known."""
    if rng.random() > WRITTEN_SHARE:
        return None
    fitting = [exchange for exchange in read_written(cast.style.key) if exchange.intent == key and exchange.fits(slots)]
    return rng.choice(fitting) if fitting else None


def _asks(rng: Random, key: str, exchange: Exchange | None) -> tuple[str, ...]:
    """Ways to ask: those of the exchange, or all that anybody wrote."""
    if exchange is not None and rng.random() < OWN_ASK_SHARE:
        return exchange.asks
    return asks_written(key) if rng.random() < 0.75 else INTENTS[key].asks


def _draw_intent(rng: Random, cast: Cast, turns: list[Turn]) -> str:
    greet = "greet_again" if cast.remembered.meetings and rng.random() < 0.75 else "greet"
    if not turns and rng.random() < 0.3:
        return greet
    if cast.stage.lore and rng.random() < 0.45:
        # The realm puts a piece of lore on the card when the line touches it.
        return rng.choice(("lore", "lore", "lore", "rumour"))
    if turns and rng.random() < 0.16:
        return rng.choice(_FOLLOW_UPS)
    if turns and turns[-1].intent in ("price", "wares") and rng.random() < 0.4:
        return rng.choice(("haggle", "buy"))
    if turns and turns[-1].intent == "work" and rng.random() < 0.5:
        return rng.choice(_QUEST)
    if rng.random() < 0.3:
        return rng.choice(_OPEN)
    if rng.random() < 0.45:
        return rng.choice(_ANY)
    slots = cast.slots
    options = ["who", "name", "trade", "where", "secret", "greet"]
    options += ["goal", "goal", "work", rng.choice(_QUEST)] if "goal" in slots else ["work_none"]
    options += ["wares", "price", "price", "buy", "not_sold"] if "wares" in slots else ["no_wares"]
    options += ["person", "person", "feeling", "stranger"] if cast.persona.bonds else ["stranger"]
    options += ["lore", "lore", "rumour"] if cast.stage.lore else ["no_lore"]
    options += ["past"] if "past" in slots else ["no_past"]
    options += ["remember", "remember"] if "mem" in slots else [] if cast.remembered.meetings else ["remember_not"]
    options += ["others"] if "others" in slots else ["alone"]
    options += ["home"] if "home" in slots else []
    return rng.choice(options)


def _draw_topic(rng: Random) -> str:
    thing = rng.choice((*THINGS, *TOPICS, *TOPICS))
    lead = rng.choice(("the ", "the ", "that ", "this ", "your ", "", f"the {rng.choice(QUALITIES)} "))
    return f"{lead}{thing}"


def _answer(rng: Random, cast: Cast, key: str, slots: dict[str, str], exchange: Exchange | None) -> str | None:
    kinds = {rule.kind for rule in cast.rules}
    if kinds & {"short", "florid"} and key not in _COPIED:
        drawn = (_say(rng, cast, key, slots, _draw_exchange(rng, cast, key, slots)) for _ in range(8))
        said = [reply for reply in drawn if reply]
        reply = (min if "short" in kinds else max)(said, key=lambda text: len(text.split()), default=None)
    else:
        reply = _say(rng, cast, key, slots, exchange)
    return apply_rules(rng, reply, cast.rules) if reply else None


def _say(rng: Random, cast: Cast, key: str, slots: dict[str, str], exchange: Exchange | None) -> str | None:
    """An answer in the voice's manner: written for it, its own, or a plain one that its manner reshapes."""
    style = cast.style
    if exchange is not None:
        return _fill(rng, (exchange.reply,), slots)
    own = style.own.get(key)
    said = _fill(rng, own, slots) if own and rng.random() < 0.7 else None
    if said is not None:
        return _with_edges(rng, cast, slots, said, 0.08, 0.15)
    said = _fill(rng, INTENTS[key].says, slots)
    if said is None:
        return None
    if key not in _COPIED or style.how not in GENTLE_FOR_LORE:
        said = TRANSFORMS[style.how](said)
    return _with_edges(rng, cast, slots, said, 0.5, 0.35)


def _with_edges(
    rng: Random, cast: Cast, slots: dict[str, str], said: str, open_share: float, close_share: float
) -> str:
    opens, closes = cast.style.opens, cast.style.closes
    parts = [said]
    if opens and rng.random() < open_share:
        parts.insert(0, rng.choice(opens).format(**slots))
    if closes and rng.random() < close_share:
        parts.append(rng.choice(closes).format(**slots))
    return " ".join(parts)


def _fill(rng: Random, lines: tuple[str, ...], slots: dict[str, str]) -> str | None:
    line = _pick(rng, lines, slots)
    return line.format(**slots) if line is not None else None


def _pick(rng: Random, lines: tuple[str, ...], slots: dict[str, str]) -> str | None:
    usable = [line for line in lines if all(name[0].lower() + name[1:] in slots for name in needed_slots(line))]
    return rng.choice(usable) if usable else None


def needed_slots(line: str) -> list[str]:
    """The slots a line has."""
    return [name for _, name, _, _ in Formatter().parse(line) if name]


def _with_capitals(slots: dict[str, str]) -> dict[str, str]:
    """Add a sentence-opening twin of every slot: `Beast` for `beast`."""
    return slots | {key[0].upper() + key[1:]: capitalise(value) for key, value in slots.items()}


def _roughen(rng: Random, ask: str) -> str:
    """An ask as a player types it: led up to, trailing off, in lower case, with a word or a letter amiss."""
    proper = ask.startswith(("I ", "I'", *MARKS.values()))
    if rng.random() < 0.22:
        lead = rng.choice(_LEADS)
        ask = lead + (ask if proper or not lead.endswith((", ", " ")) else ask[0].lower() + ask[1:])
    elif rng.random() < 0.06:
        ask = rng.choice(_RAMBLES) + ask
    if rng.random() < 0.12 and len(ask) > 6:
        body = ask.rstrip(".?!")
        ask = body + rng.choice(_TAILS) + ask[len(body) :]
    if rng.random() < 0.3:
        ask = ask.lower()
    if rng.random() < 0.25:
        ask = ask.rstrip(".?!")
    if rng.random() < 0.06:
        ask += rng.choice(("!", "??", "...", " :)", "!!"))
    if rng.random() < 0.06 and ask.count(" ") >= 3:
        words = ask.split(" ")
        del words[rng.randrange(len(words) - 1)]
        ask = " ".join(words)
    if rng.random() < 0.1 and len(ask) > 8:
        at = rng.randrange(1, len(ask) - 2)
        swapped = ask[:at] + ask[at + 1] + ask[at] + ask[at + 2 :]
        ask = rng.choice((swapped, ask[:at] + ask[at + 1 :], ask[:at] + ask[at] + ask[at:]))
    return ask
