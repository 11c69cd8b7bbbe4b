"""Questions whose right answer stands on a card, put to people written apart from the corpus. No engine here.

No question below stands in the corpus word for word.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from realm_gql.domain.npcs.persona import Persona
from realm_gql.engine.blanks import Blanks
from realm_gql.engine.port import Line, Prompt, Role
from training.corpus.cast import Cast, draw_cast

FIRST_SEED = 2_000_000_000
PERSONAS = Path(__file__).parent / "heldout" / "personas.toml"
ALIEN_NAMES = (
    "Zanvoth", "Quelmir", "Xiphrael", "Ogdru", "Yssindra", "Brakkish Toll", "Mnemo", "Tchaikan", "Ulfgarsson",
    "Vexley Prune", "Ijonoke", "Phaedwyn", "Krzysia", "Oombata", "Sir Rufus Ptolm", "Ahnwe", "Dzuro", "Fjolla",
    "Gwyndolyn", "Nkemi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, and the blank whose words the reply must hold; slots in the question are blanks as well."""

    key: str
    asks: tuple[str, ...]
    expects: str


PROBES = (
    Probe("name", ("And your name would be?", "what do i call you", "Your name, if I may?"), "name"),
    Probe("trade", ("What is it you do for a living?", "whats your work around here"), "trade"),
    Probe("home", ("Where's home for you?", "So where do you live, then?"), "home"),
    Probe("goal", ("What is it you are after?", "what do you want most"), "goal"),
    Probe("place", ("What's this place called?", "where have i ended up"), "place"),
    Probe("listener", ("And who am I, to you?", "whats my name again"), "you"),
    Probe("wares", ("What would you sell me?", "what have you got to sell"), "ware1"),
    Probe("price", ("How much would {ware1} be?", "whats {ware1} cost"), "price1"),
    Probe("relation", ("What's {known1} to you?", "you know {known1}?"), "bond1"),
    Probe("feeling", ("So you and {known1}, friends?", "what are your feelings about {known1}"), "feeling1"),
    Probe("lore", ("What is it they say about that?", "tell me of that bell"), "lore1"),
    Probe("past", ("What happened before you came here?", "what was your life like before"), "past1"),
    Probe("memory", ("You remember me, surely?", "so what do you remember of me"), "memory"),
)


def read_personas(path: Path = PERSONAS) -> list[tuple[str, str, Persona]]:
    """The held-out people: name, home and persona of each."""
    entries = tomllib.loads(path.read_text())["persona"]
    return [(entry["name"], entry["home"], Persona.from_content(entry)) for entry in entries]


def casts_for(probe: Probe, count: int, names: Iterable[str] = ()) -> list[Cast]:
    """Held-out people who can answer a probe, each with somebody else before them, renamed if names are given."""
    named, people, seed = list(names), read_personas(), FIRST_SEED
    found: list[Cast] = []
    while len(found) < count:
        name, home, persona = people[seed % len(people)]
        cast = replace(draw_cast(Random(seed)), name=name, home=home, persona=persona)
        seed += 1
        if named:
            cast = replace(cast, name=named[len(found) % len(named)])
        # As the realm sets the scene: lore stands there only when the line touches it.
        cast = cast if probe.key == "lore" else replace(cast, stage=replace(cast.stage, lore=()))
        if probe.expects in Blanks(cast.prompt([])).texts:
            found.append(cast)
    return found


def word_ask(probe: Probe, cast: Cast, number: int) -> Prompt:
    """The prompt that puts the probe's question to this card."""
    texts = Blanks(cast.prompt([])).texts
    ask = probe.asks[number % len(probe.asks)].format(**texts)
    return cast.prompt([Line(Role.LISTENER, cast.listener, ask)])
