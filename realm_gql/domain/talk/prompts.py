"""How a reply is asked for: pure code that puts persona, room, lore, memory and talk into a prompt's parts.

Nothing here reads a database or knows a model. The keys below are the vocabulary of the prompt: training writes its
corpus with `compose_prompt`, so a key renamed here is a voice to be trained again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from realm_gql.domain.npcs import telling
from realm_gql.domain.npcs.persona import Persona
from realm_gql.engine.port import Fact, Line, Prompt

LIMIT_LORE = 3
LIMIT_LINES = 12
LIMIT_LINE_CHARS = 400
LIMIT_FACT_CHARS = 240
LIMIT_TOLD_CHARS = 160
"""How much of a long text is told at once: whole sentences, at least one."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the talk happens: the place, what it is like, who else is here, and the lore that was touched on."""

    place: str
    about: str = ""
    others: tuple[str, ...] = ()
    lore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the speaker keeps of the listener: how often they met, and a running summary in the speaker's words."""

    meetings: int = 0
    summary: str = ""


def compose_prompt(
    speaker: str,
    persona: Persona,
    home: str,
    stage: Stage,
    listener: str,
    remembered: Remembered,
    lines: Sequence[Line],
    reply_so_far: str = "",
) -> Prompt:
    """Put a reply's parts in order: what never changes first, what was just said last.

    Args:
        speaker: the NPC's name.
        persona: who it is.
        home: the name of the place it lives at, or empty.
        stage: where the talk happens.
        listener: the handle of the player it answers.
        remembered: what it keeps of that player.
        lines: the conversation, oldest first, ending with the player's line.
        reply_so_far: what a broken-off reply already has.

    Returns:
        The prompt, bounded: at most `LIMIT_LINES` lines of `LIMIT_LINE_CHARS` characters, `LIMIT_LORE` pieces of lore.
    """
    return Prompt(
        speaker=speaker,
        listener=listener,
        persona=_persona(speaker, persona, home),
        scene=_scene(stage),
        memory=_memory(listener, remembered),
        lines=tuple(Line(line.role, line.name, clip(line.text, LIMIT_LINE_CHARS)) for line in lines[-LIMIT_LINES:]),
        reply_so_far=reply_so_far,
    )


def _persona(speaker: str, persona: Persona, home: str) -> tuple[Fact, ...]:
    who = telling.Speaker.of(persona)
    wares = persona.wares
    facts = [
        Fact("name", speaker, (speaker,)),
        Fact("trade", persona.trade, (telling.tell_trade(persona.trade),)),
        Fact("home", home, (telling.tell_place(home),)),
        Fact("temper", ", ".join(persona.temper)),
        Fact("manner", persona.manner, telling.tell_habits(persona.manner)),
        Fact("goal", persona.goal, (telling.tell_goal(persona.goal, who),)),
        Fact("past", persona.backstory, telling.tell_past(persona.backstory, who)),
        Fact("secret", persona.secret),
        Fact(
            "sells",
            "; ".join(f"{ware.name} for {ware.price}" for ware in wares),
            tuple(part for ware in wares for part in (ware.name, ware.price)),
        ),
        *(
            Fact(
                "knows",
                f"{bond.name}, {bond.bond}, {bond.feeling}",
                (bond.name, telling.tell_bond(bond, who), telling.tell_feeling(bond)),
            )
            for bond in persona.bonds
        ),
    ]
    return _stated(facts)


def _scene(stage: Stage) -> tuple[Fact, ...]:
    facts = [
        Fact("place", stage.place, (telling.tell_place(stage.place),)),
        Fact("about", stage.about, (first_sentences(stage.about),)),
        Fact("here", ", ".join(stage.others), stage.others),
        *(Fact("lore", text, (first_sentences(text),)) for text in stage.lore[:LIMIT_LORE]),
    ]
    return _stated(facts)


def _memory(listener: str, remembered: Remembered) -> tuple[Fact, ...]:
    facts = [
        Fact("listener", listener, (listener,)),
        Fact("acquaintance", "a stranger" if remembered.meetings == 0 else "met before"),
        Fact("remembers", remembered.summary, (telling.tell_memory(remembered.summary),)),
    ]
    return _stated(facts)


def _stated(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(
        Fact(fact.key, clip(fact.text, LIMIT_FACT_CHARS), tuple(" ".join(part.split()) for part in fact.said))
        for fact in facts
        if fact.text
    )


def first_sentences(text: str) -> str:
    """The sentences that `text` begins with, as many as are told at once, the last with its full stop."""
    told, *more = re.split(r"(?<=[.!?…])\s+", text.strip())
    for sentence in more:
        if len(told) + len(sentence) > LIMIT_TOLD_CHARS:
            break
        told += f" {sentence}"
    return told if not told or told[-1] in ".!?…" else f"{told}."


def clip(text: str, limit_chars: int) -> str:
    """One line of at most `limit_chars` characters, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= limit_chars:
        return flat
    return flat[: limit_chars - 1].rsplit(" ", 1)[0] + "…"
