"""One card of the corpus: a persona, a scene and a memory, and the slots its answers are filled from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from realm_gql.domain.npcs.persona import Bond, Persona, Ware
from realm_gql.domain.talk.prompts import Remembered, Stage, compose_prompt
from realm_gql.engine.blanks import MARKS, Blanks
from realm_gql.engine.port import Line, Prompt
from training.corpus.facts import FactMaker
from training.corpus.names import make_full_name, make_handle, make_name, make_place
from training.corpus.rules import Rule, draw_rules
from training.corpus.styles import STYLES, Style, capitalise

_BEASTS = "Parsnip|Old Clover|Number Nine|Buttercup|the ram|Mistress Wool|Turnip|the old goat|Bishop|Thistle".split("|")
_PLAIN_SHARE = 0.14


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything a conversation of the corpus is about. `slots` are marks, in the names that intents use."""

    name: str
    persona: Persona
    home: str
    stage: Stage
    listener: str
    remembered: Remembered
    style: Style
    rules: tuple[Rule, ...]
    slots: dict[str, str] = field(default_factory=dict)

    def prompt(self, lines: list[Line]) -> Prompt:
        """The prompt for the next reply, as the realm composes it."""
        return compose_prompt(
            self.name, self.persona, self.home, self.stage, self.listener, self.remembered, lines
        )  # fmt: skip


def draw_cast(rng: Random) -> Cast:
    """Make one card."""
    maker = FactMaker(rng)
    style = STYLES["plain"] if rng.random() < _PLAIN_SHARE else rng.choice(list(STYLES.values()))
    rules = draw_rules(rng)
    listener = make_handle(rng)
    home = make_place(rng) if rng.random() < 0.85 else ""
    wares = tuple(Ware(*maker.ware()) for _ in range(rng.choice((0, 0, 1, 1, 2, 3, 4))))
    bonds = tuple(
        Bond("", make_full_name(rng) if rng.random() < 0.7 else make_name(rng), *maker.bond())
        for _ in range(rng.choice((0, 0, 1, 1, 2, 3)))
    )
    met = rng.random() < 0.4
    persona = Persona(
        trade=maker.trade(),
        temper=_draw_temper(rng, style),
        manner=_draw_manner(rng, style, rules),
        backstory=maker.past(0.4) if rng.random() < 0.6 else "",
        goal=maker.goal() if rng.random() < 0.75 else "",
        wares=wares,
        bonds=bonds,
    )
    stage = Stage(
        place=home if home and rng.random() < 0.5 else make_place(rng),
        about=maker.about() if rng.random() < 0.6 else "",
        others=tuple(make_name(rng) for _ in range(rng.choice((0, 0, 1, 2, 3)))),
        lore=tuple(maker.lore() for _ in range(rng.choice((0, 0, 0, 0, 0, 1, 2)))),
    )
    remembered = Remembered(
        rng.randint(1, 9) if met else 0, maker.remembered(listener) if met and rng.random() < 0.8 else ""
    )
    cast = Cast(make_full_name(rng), persona, home, stage, listener, remembered, style, rules)
    return with_slots(cast, rng.choice(_BEASTS))


def with_slots(cast: Cast, beast: str) -> Cast:
    """`cast` with the slots of its answers: a mark for whatever its card has, and the animal it may speak of."""
    names = set(Blanks(cast.prompt([])).texts)
    plain = {name: MARKS[name] for name in ("name", "you", "home", "place", "about", "goal") if name in names}
    others = [MARKS[f"here{at}"] for at in range(1, 7) if f"here{at}" in names]
    wares = [f"{MARKS[f'ware{at}']} for {MARKS[f'price{at}']}" for at in range(1, 5) if f"ware{at}" in names]
    slots = plain | {
        "trade": MARKS["trade"],
        "atrade": MARKS["trade"],
        "past": MARKS["past1"] if "past1" in names else "",
        "mem": MARKS["memory"] if "memory" in names else "",
        "wares": _list(wares),
        "others": _list(others),
        "beast": beast,
    }
    return replace(cast, slots={key: value for key, value in slots.items() if value})


def _draw_temper(rng: Random, style: Style) -> tuple[str, ...]:
    own = list(rng.sample(style.tempers, k=min(len(style.tempers), rng.choice((1, 2, 2, 3)))))
    if rng.random() < 0.25:
        own.append(rng.choice(rng.choice(list(STYLES.values())).tempers))
    return tuple(dict.fromkeys(own))


def _draw_manner(rng: Random, style: Style, rules: tuple[Rule, ...]) -> str:
    manner = rng.choice(style.manners)
    if rng.random() < 0.15:
        manner = manner.replace("his", "her") if " his " in manner else manner.replace(" her ", " his ")
    if rules:
        said = [rule.card for rule in rules]
        manner = rng.choice(("; ", ", ")).join(said if style.key == "plain" else [manner, *said])
    elif rng.random() < 0.04:
        return ""
    return capitalise(manner) + ("." if rng.random() < 0.5 else "") if rng.random() < 0.4 else manner


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f", and {parts[-1]}" if parts else ""
