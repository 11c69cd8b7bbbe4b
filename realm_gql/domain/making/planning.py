"""What code decides of a thing that is made: where it belongs, what it can do, what comes of it. Pure.

The model words a thing and code plans it: a plan is drawn once for each take, from its seed and what stands around it,
and stored with the take, so that the same thing is published whenever that is. Fields that anybody may edit are
`fields.py`'s; how a plan comes into the world is `publishing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from realm_gql.domain.items.models import Slot
from realm_gql.domain.items.powers import LIMIT_STRENGTH, PowerKind
from realm_gql.domain.lineage.models import CreationKind
from realm_gql.domain.lore import LorePiece
from realm_gql.domain.making.changes import LIMIT_SUMMARY_CHARS
from realm_gql.domain.making.fields import fit
from realm_gql.domain.making.scripting import FIRST, SCENES, SECOND, ordered, script_of
from realm_gql.domain.making.surroundings import Neighbour, Surroundings, words_of
from realm_gql.domain.making.tables import NOWHERE, capital, make_from_tables
from realm_gql.domain.making.traits import draw_traits, lean_to
from realm_gql.domain.making.wordlists import PLAN, Entry, read_words
from realm_gql.domain.npcs.persona import Bond, Persona, Saying
from realm_gql.domain.npcs.telling import (
    Speaker,
    tell_bond,
    tell_feeling,
    tell_goal,
    tell_past,
    tell_place,
    tell_trade,
)
from realm_gql.domain.quests.outcomes import Gift, NewFact, Outcome

Plan = dict[str, Any]

LIMIT_BONDS = 2
LIMIT_CAST = 3
PLACE_TAGS = 2
SAYINGS = 5
FACTS = ("mended", "broken")
_AFTER_NOUN = re.compile(r"\b(?:of|from|for|that|which|with|without|under|at|in|on)\b")

_SLOT_WORDS: Mapping[Slot, str] = {
    Slot.HEAD: "hat crown hood mask bonnet veil wreath nightcap cap helm helmet antlers wig hair ribbon ear glasses",
    Slot.NECK: "collar scarf neckcloth pearl pearls locket necklace amulet pendant torc chain brooch",
    Slot.BACK: "cloak cape mantle wings shawl pack frame satchel sack stool quiver shield basket tail",
    Slot.HAND: "ring bracelet glove gauntlet mitten cuff lantern lamp knife wand stick spade oar broom sickle umbrella "
    "whistle fiddle drum bucket staff sword spear bow hammer rod torch rope candle net bell kettle",
    Slot.BODY: "coat waistcoat gown apron shirt tunic sash belt skirt oilskin jerkin robe dress armour suit patchwork",
    Slot.FEET: "boot boots clog clogs stocking sandal anklet shoe shoes sock slipper footprints",
    Slot.POCKET: "key spoon button jar comb mirror token thimble ledger needle pipe spyglass compass hourglass cup map "
    "letter coin tooth feather stone biscuit bottle bowl watch dice book page loaf bread",
}
_POWER_WORDS: Mapping[PowerKind, str] = {
    PowerKind.LIGHT: "lamp lantern candle light lit torch glow shine flame star moon wick shows",
    PowerKind.WARMTH: "warm fire hearth wool winter cold frost coat ember kettle peat shawl",
    PowerKind.TIDE: "tide sea ebb flood water boat oar ferry salt shore wet net eel",
    PowerKind.FOG: "fog mist causeway road path way lost wand compass points home",
    PowerKind.TRUTH: "truth true lie liar honest judge confess mirror cheated told",
    PowerKind.MEMORY: "remember memory forget forgotten letter dream yesterday name dead grief echo",
    PowerKind.LUCK: "luck lucky coin dice chance penny farthing thirteen wins",
    PowerKind.PASSAGE: "key door gate lock open opens bridge stair cross ticket token toll window",
    PowerKind.PLENTY: "bread loaf honey seed basket full generous price supper milk cup spoon feast",
    PowerKind.PEACE: "quiet peace sleep gentle quarrel calm silence soft forgive comfort polite",
    PowerKind.SONG: "song sing bell fiddle drum whistle tune horn music hums voice rings",
    PowerKind.GUARD: "guard shield knife sharp iron blade ward thorn dog armour harm dark",
}


def complete(kind: CreationKind, fields: Mapping[str, Any], seed: int, around: Surroundings) -> dict[str, Any]:
    """What was written, with the fields that code adds: a slot for what is worn, and tags."""
    whole = dict(fields)
    if kind in (CreationKind.ITEM, CreationKind.COSMETIC):
        whole["slot"] = _slot(kind, fields, seed).value
    if kind is CreationKind.QUEST:
        whole["choices"] = ordered(fields["choices"], fields["good"], fields["bad"])
    whole["tags"] = list(around.place.tags[:PLACE_TAGS]) if around.place else []
    return whole


def draw_plan(kind: CreationKind, fields: Mapping[str, Any], seed: int, around: Surroundings) -> Plan:
    """What code decides of a thing, as JSON values.

    Args:
        kind: what it is.
        fields: its fields, whole.
        seed: what the dice are thrown from.
        around: what stands around it.
    """
    rng = Random(f"plan:{seed}")  # noqa: S311 - the dice of a storyteller
    plan: Plan = {"place": around.place.id if around.place else None}
    if kind is CreationKind.NPC:
        plan |= {
            "traits": lean_to(draw_traits(seed), fields["temper"]),
            "bonds": _bonds(rng, around.neighbours),
            "sayings": [entry.text for entry in _several(rng, "saying", SAYINGS)],
        }
    elif kind is CreationKind.QUEST:
        told = " ".join(text for text in fields.values() if isinstance(text, str))
        cast = _cast(rng, told, around.neighbours)
        plan |= {
            "cast": [who.id for who in cast],
            "glad": _ending(rng, "glad"),
            "grave": _ending(rng, "grave"),
            "outcomes": [outcome.to_content() for outcome in _outcomes(rng, around)],
        }
    elif kind is CreationKind.ITEM:
        plan["powers"] = _powers(rng, fields)
    elif kind is CreationKind.COSMETIC:
        plan["genes"] = {"seed": rng.getrandbits(31)}
    elif kind is CreationKind.LOCATION:
        plan["room"] = {"name": _one(rng, "room").text, "goal": _one(rng, "goal").text}
    return plan


def summary_of(kind: CreationKind, fields: Mapping[str, Any]) -> str:
    """The one or two sentences on a thing that everything else shows of it."""
    if kind is not CreationKind.LOCATION:
        return fit(fields["text"], LIMIT_SUMMARY_CHARS)
    # What a place is like is asked for as a phrase, and read as a sentence.
    about = capital(fields["about"])
    return fit(about if about[-1] in ".!?…" else f"{about}.", LIMIT_SUMMARY_CHARS)


def to_content(kind: CreationKind, fields: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """What a creation of this kind holds, as it is stored."""
    if kind is CreationKind.NPC:
        return _persona(fields, plan).to_content() | {"traits": plan["traits"]}
    if kind is CreationKind.QUEST:
        script = script_of(fields, tuple(plan["glad"]), tuple(plan["grave"]))
        return script.to_content() | {"outcomes": plan["outcomes"]}
    if kind is CreationKind.LORE:
        return LorePiece(fields["text"], tuple(fields["keys"])).to_content()
    if kind is CreationKind.LOCATION:
        return {"description": fields["text"]}
    worn = {"slot": fields["slot"]}
    return worn | ({"powers": plan["powers"]} if kind is CreationKind.ITEM else {"genes": plan["genes"]})


def _persona(fields: Mapping[str, Any], plan: Plan) -> Persona:
    persona = Persona(
        trade=fields["trade"],
        temper=tuple(fields["temper"]),
        manner=fields["manner"],
        backstory=fields["past"],
        goal=fields["goal"],
        secret=fields["secret"],
        greeting=fields["greeting"],
        bonds=tuple(Bond(**bond) for bond in plan["bonds"]),
    )
    return replace(persona, sayings=_sayings(fields["name"], persona, plan["sayings"]))


def _sayings(name: str, persona: Persona, others: Sequence[str]) -> tuple[Saying, ...]:
    """What it says when no model can speak: its greeting, itself in the first person, and what anybody might say."""
    who = Speaker.of(persona)
    sayings = [
        Saying(persona.greeting, ("hello", "hi", "hey", "good day", "good morning", "good evening", "greetings")),
        Saying(f"{name}. I'm {tell_trade(persona.trade)}.", ("name", "who", "trade", "work", "job")),
    ]
    if persona.goal:
        goal = tell_goal(persona.goal, who)
        sayings.append(Saying(f"I want to {goal}. That's all, and it's enough.", ("want", "goal", "wish", "need")))
    if past := [sentence for sentence in tell_past(persona.backstory, who) if sentence]:
        sayings.append(Saying(f"{past[0]}.", ("past", "before", "story", "happened", "remember", "child")))
    for bond in persona.bonds:
        told = f"{bond.name}? {capital(tell_bond(bond, who))}. {tell_feeling(bond)}."
        sayings.append(Saying(told, tuple(word.casefold() for word in bond.name.split() if word[0].isupper())))
    return (*sayings, *(Saying(text) for text in others))


def _bonds(rng: Random, neighbours: Sequence[Neighbour]) -> list[dict[str, str]]:
    known = rng.sample(list(neighbours), min(len(neighbours), rng.randint(1, LIMIT_BONDS)))
    told = _several(rng, "bond", len(known))
    return [
        {"npc": who.id, "name": who.name, "bond": bond.text, "feeling": bond.tail}
        for who, bond in zip(known, told, strict=True)
    ]


def _cast(rng: Random, told: str, neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """Those of the neighbours who are spoken of, else one of them: whoever comes first gives the quest."""
    words = words_of(told)
    named = [who for who in neighbours if (name := words_of(who.name)) and name <= words]
    return named[:LIMIT_CAST] or ([rng.choice(list(neighbours))] if neighbours else [])


def _outcomes(rng: Random, around: Surroundings) -> list[Outcome]:
    """A thing for whoever chose well on the way, and what becomes true of the place whichever way it ends."""
    scene, choice = rng.choice(SCENES[:2]), rng.choice((FIRST, SECOND))
    seed = rng.getrandbits(31)
    made = make_from_tables("item", "", seed, around)
    gift = Gift(made["name"], made["text"], _slot(CreationKind.ITEM, made, seed).value)
    place = around.place
    here = tell_place(place.name) if place else NOWHERE
    facts = [NewFact(place.id if place else "", _one(rng, part).text.replace("{here}", here)) for part in FACTS]
    return [
        Outcome("good", scene, choice, gift=gift),
        Outcome("good", fact=facts[0]),
        Outcome("bad", fact=facts[1]),
    ]


def _powers(rng: Random, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One or two powers that its name and text speak of, else any."""
    words = words_of(f"{fields['name']} {fields['text']}")
    shared = {kind: len(words & words_of(told)) for kind, told in _POWER_WORDS.items()}
    spoken_of = sorted((kind for kind in shared if shared[kind]), key=lambda kind: -shared[kind])
    kinds = spoken_of[: rng.randint(1, 2)] or [rng.choice(list(PowerKind))]
    return [{"kind": kind.value, "strength": rng.randint(1, LIMIT_STRENGTH)} for kind in kinds]


def _slot(kind: CreationKind, fields: Mapping[str, Any], seed: int) -> Slot:
    """Where it is worn or kept: what the last noun of its name says, else the rest of the name, else its text.

    A thing of which nothing says so is kept in a pocket; a cosmetic is worn anywhere it can be seen.
    """
    head, *rest = _AFTER_NOUN.split(fields["name"].casefold(), maxsplit=1)
    for words in (head.split()[::-1], " ".join(rest).split(), fields["text"].casefold().split()):
        for word in words:
            bare = word.strip(".,;:!?'\"").removesuffix("'s")
            for slot, told in _SLOT_WORDS.items():
                if bare in told.split():
                    return slot
    if kind is CreationKind.ITEM:
        return Slot.POCKET
    seen = [slot for slot in Slot if slot is not Slot.POCKET]
    return Random(f"slot:{seed}").choice(seen)  # noqa: S311 - the dice of a storyteller


def _ending(rng: Random, part: str) -> list[str]:
    entry = _one(rng, part)
    return [entry.text, entry.tail]


def _one(rng: Random, part: str) -> Entry:
    return rng.choice(read_words(PLAN).parts[part])


def _several(rng: Random, part: str, count: int) -> list[Entry]:
    return rng.sample(read_words(PLAN).parts[part], count)
