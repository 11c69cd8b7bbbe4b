"""What the load asks for: the same words for ours and for every peer."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from realm_gql.domain.npcs.persona import Persona
from realm_gql.domain.talk.prompts import Remembered, Stage, compose_prompt
from realm_gql.engine.blanks import MARKS, Blanks
from realm_gql.engine.port import Fact, Line, Prompt, Role
from realm_gql.engine.rendering import PromptStyle, render_messages

_WORDS = (
    "tide", "bell", "fog", "moor", "lamp", "rope", "boat", "stone", "heron", "peat", "salt", "wind", "road", "gate",
)  # fmt: skip
_ASKS = ("Who are you?", "What is this place?", "Any work for me?", "How are you?", "Tell me something.", "Goodbye.")
_TOKENS = {ord(mark): f"<|{name}|>" for name, mark in MARKS.items()}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Who asks whom: `personas` different NPCs of `persona_words` words each, and how long what is said is.

    When it is `intruded`, somebody with a prompt of 2,000 tokens (`INTRUDER`) comes by all the time; when there is a
    `neighbour`, another process keeps one core busy.
    """

    name: str
    personas: int
    persona_words: int
    said_words: int = 6
    intruded: bool = False
    neighbour: bool = False


COLD = Scenario("cold persona", personas=1_000_000, persona_words=60)
WARM = Scenario("warm persona", personas=4, persona_words=220)
MIXED = Scenario("long prompts arrive", personas=4, persona_words=60, intruded=True)
BUSY = Scenario("busy neighbour", personas=1_000_000, persona_words=60, neighbour=True)
INTRUDER = Scenario("intruder", personas=1_000_000, persona_words=1_770)


def make_prompt(scenario: Scenario, number: int) -> Prompt:
    """Prompt number `number` of a scenario: another player each time."""
    persona_seed = number % scenario.personas
    rng = Random(persona_seed)
    past = " ".join(rng.choice(_WORDS) for _ in range(scenario.persona_words))
    said = f"{_ASKS[number % len(_ASKS)]} " + " ".join(
        Random(number).choice(_WORDS) for _ in range(scenario.said_words)
    )
    persona = Persona(trade="ferrywoman", temper=("dry",), manner="speaks plainly", goal="to own a dry boat")
    lines = [Line(Role.LISTENER, f"kofi{number}", said)]
    stage = Stage("The Ferry Stage")
    name = f"Maren {persona_seed}"
    prompt = compose_prompt(name, persona, "Fenholm", stage, f"kofi{number}", Remembered(), lines)
    facts = (*prompt.persona, Fact("past", past))
    return Prompt(prompt.speaker, prompt.listener, facts, prompt.scene, prompt.memory, prompt.lines)


def messages_for(prompt: Prompt, style: PromptStyle, has_blanks: bool) -> list[dict[str, Any]]:
    """The prompt as a peer is asked: chat messages, with the tokens of blanks written out."""
    blanks = Blanks(prompt) if has_blanks else None
    return [
        {"role": message.role, "content": message.content.translate(_TOKENS)}
        for message in render_messages(prompt, style, blanks)
    ]
