"""One conversation of the corpus, rendered with the code that serves: intents in any order, typos, follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from string import Formatter

from realm_gql.domain.talk.prompts import compose_prompt
from realm_gql.engine.port import Line, Prompt, Role
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from training.corpus.cast import Cast, draw_cast, with_capitals
from training.corpus.facts import QUALITIES, THINGS
from training.corpus.intents import INTENTS
from training.corpus.names import make_full_name, make_name, make_place, spoken_place
from training.corpus.styles import FOODS, GENTLE_FOR_LORE, TRANSFORMS, apply_rule

LIMIT_REPLY_WORDS = 46
_JOBS = "knight|baker|thief|pilgrim|wizard|sailor|doctor|bard|farmer|merchant|nobody|hunter|king|student|soldier|ghost".split(
    "|"
)
_FILLERS = (
    "hey, ",
    "so, ",
    "um ",
    "excuse me, ",
    "please, ",
    "well, ",
    "tell me, ",
    "oh, ",
    "sorry to bother you, ",
    "I say, ",
)
_RAMBLES = (
    "I have come a long way and my feet are wet. ", "I do not want to be any trouble. ", "They told me you would know. ",
    "It is late, I know. ", "I was told to ask here first. ", "You look like somebody who knows things. ", "Don't be angry. ",
    "First I went the wrong way, and then it rained. ", "Before I forget: ", "One more thing. ",
)  # fmt: skip
_FOLLOW_UPS = ("why", "yes", "no", "really", "wow", "thanks", "silence", "rude_ask", "sorry")
_ANY = (
    "how weather farewell threat bribe insult compliment flirt joke grief nonsense foreign help lost fear gods food song join "
    "age family magic meta silence saw lostthing iam like going war time advice statement statement statement me stranger"
).split()
# Lines whose wording is a copied sentence or a list: cutting or rewording them would teach to miscopy.
_COPIED = {"lore", "rumour", "wares", "others", "where"}


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what was wanted, what was asked and what was answered."""

    intent: str
    ask: str
    reply: str


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A card and the conversation on it."""

    cast: Cast
    turns: tuple[Turn, ...]

    def prompt(self, turns: int) -> Prompt:
        """The prompt for the reply of turn number `turns`, counted from 1, as the realm composes it."""
        lines = []
        for turn in self.turns[:turns]:
            lines += [Line(Role.LISTENER, self.cast.listener, turn.ask), Line(Role.SPEAKER, self.cast.name, turn.reply)]
        cast = self.cast
        return compose_prompt(
            cast.name, cast.persona, cast.home, cast.stage, cast.listener, cast.remembered, lines[:-1]
        )

    def messages(self) -> list[Message]:
        """The whole conversation as chat messages, ending with the last reply."""
        prompt = self.prompt(len(self.turns))
        return [*render_messages(prompt, PromptStyle.CARD), Message("assistant", self.turns[-1].reply)]


def make_dialogue(seed: int, bare: bool = False) -> Dialogue:
    """Write conversation number `seed`; the same number gives the same conversation.

    A `bare` one is mostly about what must be copied from a short card.
    """
    rng = Random(seed)
    cast = draw_cast(rng, bare)
    count = rng.choice((3, 6, 6, 6, 6))
    turns: list[Turn] = []
    while len(turns) < count:
        turn = _draw_turn(rng, cast, turns, bare)
        if turn is not None:
            turns.append(turn)
        if turns and turns[-1].intent == "farewell":
            break
    return Dialogue(cast, tuple(turns))


def _draw_turn(rng: Random, cast: Cast, turns: list[Turn], bare: bool) -> Turn | None:
    key = _draw_copied(rng, cast) if bare and rng.random() < 0.9 else _draw_intent(rng, cast, turns)
    intent = INTENTS[key]
    slots = dict(cast.slots)
    slots["thing"] = f"{rng.choice(QUALITIES)} {rng.choice(THINGS)}" if rng.random() < 0.3 else rng.choice(THINGS)
    slots["job"] = rng.choice(_JOBS)
    slots["who"] = (
        spoken_place(make_place(rng)) if key in ("lost", "going") else rng.choice((make_name, make_full_name))(rng)
    )
    if cast.known:
        one = rng.choice(cast.known)
        slots |= {"other": one.name, "bond": one.bond.said, "feeling": one.feeling.said, "feeling3": one.feeling.third}
    if cast.lore and key != "no_lore":
        topic, told = rng.choice(cast.lore)
        slots |= {"topic": topic, "lore": told.said}
    else:
        slots["topic"] = (
            f"the {rng.choice(QUALITIES)} {rng.choice(THINGS)}" if rng.random() < 0.5 else spoken_place(make_place(rng))
        )
    if cast.persona.wares:
        ware = rng.choice(cast.persona.wares)
        slots |= {"ware": ware.name, "price": ware.price, "low": _asked_ware(rng, ware.name)}
    slots["food"] = rng.choice(FOODS)
    slots = with_capitals(slots)
    ask = _fill(rng, intent.asks, slots)
    reply = _answer(rng, cast, key, slots)
    if ask is None or reply is None or len(reply.split()) > LIMIT_REPLY_WORDS:
        return None
    return Turn(key, _roughen(rng, ask), reply)


def _draw_copied(rng: Random, cast: Cast) -> str:
    options = ["name", "who", "me", "where", "trade", "stranger"]
    options += [key for key, slot in (("home", "home"), ("goal", "goal"), ("price", "wares")) if slot in cast.slots]
    return rng.choice([*options, *(("person",) if cast.known else ())])


def _draw_intent(rng: Random, cast: Cast, turns: list[Turn]) -> str:
    greet = "greet_again" if cast.remembered.meetings and rng.random() < 0.75 else "greet"
    if not turns and rng.random() < 0.3:
        return greet
    if turns and rng.random() < 0.16:
        return rng.choice(_FOLLOW_UPS)
    if turns and turns[-1].intent in ("price", "wares") and rng.random() < 0.4:
        return rng.choice(("haggle", "buy"))
    if rng.random() < 0.36:
        return rng.choice(_ANY)
    slots = cast.slots
    options = ["who", "name", "trade", "where", "secret", "greet"]
    options += ["goal", "goal", "work"] if "goal" in slots else ["work_none"]
    options += ["wares", "price", "price", "buy", "not_sold"] if "wares" in slots else ["no_wares"]
    options += ["person", "person", "feeling"] if cast.known else []
    options += ["lore", "lore", "rumour"] if cast.lore else ["no_lore"]
    options += ["past"] if "past" in slots else ["no_past"]
    options += ["remember", "remember"] if "mem" in slots else [] if cast.remembered.meetings else ["remember_not"]
    options += ["others"] if "others" in slots else ["alone"]
    options += ["home"] if "home" in slots else []
    return rng.choice(options)


def _answer(rng: Random, cast: Cast, key: str, slots: dict[str, str]) -> str | None:
    style = cast.style
    own = style.own.get(key)
    said = _fill(rng, own, slots) if own and rng.random() < 0.7 else None
    if said is not None:
        reply = _with_edges(rng, cast, slots, said, 0.08, 0.15)
    else:
        said = _fill(rng, INTENTS[key].says, slots)
        if said is None:
            return None
        if key not in _COPIED or style.how not in GENTLE_FOR_LORE:
            said = TRANSFORMS[style.how](said)
        reply = _with_edges(rng, cast, slots, said, 0.5, 0.35)
    return apply_rule(reply, cast.rule) if cast.rule and rng.random() < 0.85 else reply


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
    usable = [line for line in lines if all(name in slots for name in needed_slots(line))]
    return rng.choice(usable).format(**slots) if usable else None


def needed_slots(line: str) -> list[str]:
    """The slots a line has."""
    return [name for _, name, _, _ in Formatter().parse(line) if name]


def _asked_ware(rng: Random, name: str) -> str:
    bare = name.split(" ", 1)[1] if name.split(" ")[0] in ("a", "an", "the") else name
    bare = bare.split(",")[0]
    if rng.random() < 0.35:
        bare = (
            bare.split(" ")[-1]
            if " with " not in bare and " for " not in bare and " by " not in bare
            else bare.split(" ")[0]
        )
    return rng.choice(("the ", "the ", "a " if bare[0] not in "aeiou" else "an ", "")) + bare


def _roughen(rng: Random, ask: str) -> str:
    if rng.random() < 0.1:
        ask = (
            rng.choice(_FILLERS) + ask[0].lower() + ask[1:] if not ask.startswith("I ") else rng.choice(_RAMBLES) + ask
        )
    if rng.random() < 0.05:
        ask = rng.choice(_RAMBLES) + ask
    if rng.random() < 0.3:
        ask = ask.lower()
    if rng.random() < 0.25:
        ask = ask.rstrip(".?!")
    if rng.random() < 0.06:
        ask += rng.choice(("!", "??", "...", " :)", "!!"))
    if rng.random() < 0.1 and len(ask) > 8:
        at = rng.randrange(1, len(ask) - 2)
        swapped = ask[:at] + ask[at + 1] + ask[at] + ask[at + 2 :]
        ask = rng.choice((swapped, ask[:at] + ask[at + 1 :], ask[:at] + ask[at] + ask[at:]))
    return ask
