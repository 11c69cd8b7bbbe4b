"""One card of the corpus: a persona, a scene and a memory, with the slots its answers are filled from."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from realm_gql.domain.npcs.persona import Bond, Persona, Ware
from realm_gql.domain.talk.prompts import Remembered, Stage
from training.corpus.facts import FactMaker, Told
from training.corpus.names import make_full_name, make_handle, make_name, make_place, spoken_place
from training.corpus.styles import STYLES, Rule, Style, capitalise, draw_rule

_BEASTS = "Parsnip|Old Clover|Number Nine|Buttercup|the ram|Mistress Wool|Turnip|the old goat|Bishop|Thistle".split("|")
_PLAIN_SHARE = 0.14
_WORDY_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the speaker knows."""

    name: str
    bond: Told
    feeling: Told


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything a conversation of the corpus is about."""

    name: str
    persona: Persona
    home: str
    stage: Stage
    listener: str
    remembered: Remembered
    style: Style
    rule: Rule | None
    known: tuple[Known, ...] = ()
    lore: tuple[tuple[str, Told], ...] = ()
    slots: dict[str, str] = field(default_factory=dict)


def draw_cast(rng: Random, bare: bool = False) -> Cast:
    """Make one card; a `bare` one has little but names on it, to learn copying from."""
    maker = FactMaker(rng)
    style = STYLES["plain"] if rng.random() < _PLAIN_SHARE else rng.choice(list(STYLES.values()))
    # Some cards are as wordy as authors are: the voice must not lose its thread on a card longer than most.
    wordy = not bare and rng.random() < _WORDY_SHARE
    rule = draw_rule(rng) if rng.random() < 0.16 else None
    name, listener = make_full_name(rng), make_handle(rng)
    home = make_place(rng) if rng.random() < 0.85 else ""
    place = home if home and rng.random() < 0.5 else make_place(rng)
    trade = maker.trade()
    goal = maker.goal() if wordy or rng.random() < 0.7 else None
    past = maker.past(0.9 if wordy else 0.2) if wordy or rng.random() < 0.5 else None
    wares = tuple(maker.ware() for _ in range(rng.choice((0, 0, 1, 1, 2, 3))))
    known = tuple(
        Known(make_full_name(rng) if rng.random() < 0.7 else make_name(rng), *maker.bond())
        for _ in range(rng.choice((0, 0, 1, 1, 1, 2, 3)) + wordy)
    )
    lore = tuple(maker.lore(0.7 if wordy else 0.25) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)) + wordy))
    met = rng.random() < 0.4
    mem = maker.remembered() if met and rng.random() < 0.8 else None
    others = tuple(make_name(rng) for _ in range(rng.choice((0, 0, 1, 2))))
    about = maker.about() if wordy or rng.random() < 0.35 else ""
    if bare:
        past, wares, known, lore, mem, others, about = None, wares[:1], known[:1], (), None, (), ""
    persona = Persona(
        trade=trade.card,
        temper=_draw_temper(rng, style),
        manner=_draw_manner(rng, style, rule),
        backstory=past.card if past else "",
        goal=goal.card if goal else "",
        secret=maker.secret().card if not bare and (wordy or rng.random() < 0.3) else "",
        wares=tuple(Ware(*ware) for ware in wares),
        bonds=tuple(Bond("", one.name, one.bond.card, one.feeling.card) for one in known),
    )
    summary = mem.card.format(you=listener) if mem else ""
    slots = {
        "name": name,
        "you": listener,
        "trade": trade.card,
        "atrade": trade.said,
        "home": spoken_place(home),
        "place": spoken_place(place),
        "about": about,
        "goal": goal.said if goal else "",
        "goal3": goal.third if goal else "",
        "past": past.said if past else "",
        "past3": past.third if past else "",
        "mem": mem.said if mem else "",
        "wares": _list_wares(wares),
        "others": " and ".join(others),
        "beast": rng.choice(_BEASTS),
    }
    return Cast(
        name=name,
        persona=persona,
        home=home,
        stage=Stage(place, about, others, tuple(told.card for _, told in lore)),
        listener=listener,
        remembered=Remembered(rng.randint(1, 9) if met else 0, summary),
        style=style,
        rule=rule,
        known=known,
        lore=lore,
        slots={key: value for key, value in slots.items() if value},
    )


def with_capitals(slots: dict[str, str]) -> dict[str, str]:
    """Add a sentence-opening twin of every slot: `Bond` for `bond`."""
    return slots | {key[0].upper() + key[1:]: capitalise(value) for key, value in slots.items()}


def _draw_temper(rng: Random, style: Style) -> tuple[str, ...]:
    own = list(rng.sample(style.tempers, k=min(len(style.tempers), rng.choice((1, 2, 2, 3)))))
    if rng.random() < 0.25:
        own.append(rng.choice(rng.choice(list(STYLES.values())).tempers))
    return tuple(dict.fromkeys(own))


def _draw_manner(rng: Random, style: Style, rule: Rule | None) -> str:
    manner = rng.choice(style.manners)
    if rng.random() < 0.15:
        manner = manner.replace("his", "her") if " his " in manner else manner.replace(" her ", " his ")
    if rule:
        manner = rule.card if style.key == "plain" else f"{manner}; {rule.card}"
    elif rng.random() < 0.04:
        return ""
    return capitalise(manner) + ("." if rng.random() < 0.5 else "") if rng.random() < 0.4 else manner


def _list_wares(wares: tuple[tuple[str, str], ...]) -> str:
    said = [f"{name} for {price}" for name, price in wares]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + f", and {said[-1]}" if said else ""
