"""What the voice gets right, asked through the engine that serves it: `python -m training.evaluate`.

Loss does not show whether a reply rests on its card; these probes do. They ask forty people who were written apart from
the corpus (`heldout/personas.toml`), and no question below stands in the corpus word for word.
"""

from __future__ import annotations

import argparse
import asyncio
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from realm_gql.domain.npcs.persona import Persona
from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.port import EngineState, GenerationRequest, Line, Prompt, Role, Sampling
from realm_gql.engine.voice import PATH as VOICE_PATH
from training.answers import HeldOut, intents_answered, read_held_out
from training.corpus.cast import Cast, draw_cast

FIRST_SEED = 2_000_000_000
PERSONAS = Path(__file__).parent / "heldout" / "personas.toml"
LIMIT_TOKENS = 96
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


class Asker:
    """Puts questions to the engine, several at a time."""

    def __init__(self, engine: LlamaCppEngine, temperature: float) -> None:
        self._engine = engine
        self._temperature = temperature
        self.replies: list[str] = []
        self.ended = 0

    async def ask(self, prompt: Prompt) -> str:
        """The reply to one prompt."""
        sampling = Sampling(temperature=self._temperature, seed=len(self.replies))
        request = GenerationRequest(f"eval-{id(prompt)}", prompt, LIMIT_TOKENS, 120.0, sampling)
        reply = "".join([piece.text async for piece in self._engine.stream(request)])
        self.replies.append(reply)
        self.ended += reply.rstrip().endswith((".", "!", "?", "…"))
        return reply

    async def share_right(self, probe: Probe, casts: list[Cast]) -> tuple[float, str]:
        """The share of cards whose reply holds what it must, and one reply that does not."""
        wrong = []
        for at, cast in enumerate(casts):
            prompt = word_ask(probe, cast, at)
            due, reply = Blanks(prompt).texts[probe.expects], await self.ask(prompt)
            if due.casefold() not in reply.casefold():
                wrong.append(f"{prompt.lines[-1].text} {reply!r} lacks {due!r}")
        return 1 - len(wrong) / len(casts), wrong[0] if wrong else ""

    async def share_understood(self, held_out: list[HeldOut]) -> tuple[float, list[str]]:
        """The share of held-out lines answered with a line for what they want, and every line with its reply."""
        told, right, seed = [], 0, FIRST_SEED
        for line in held_out:
            cast = draw_cast(Random(seed))
            while not line.fits(cast, blanks := Blanks(cast.prompt([])).texts):
                seed += 1
                cast = draw_cast(Random(seed))
            seed += 1
            prompt = cast.prompt([Line(Role.LISTENER, cast.listener, line.line.format(**blanks))])
            reply = await self.ask(prompt)
            answered = intents_answered(Blanks(prompt).mark_said(reply))
            right += line.intent in answered
            verdict = "" if line.intent in answered else f"  [{line.intent}, answered as {'/'.join(sorted(answered))}]"
            told.append(f"> {prompt.lines[-1].text}\n< {reply}{verdict}")
        return right / len(held_out), told


def distinct_trigrams(replies: list[str]) -> float:
    """The share of three-word runs that occur once only: 1 is all different."""
    runs = [tuple(words[at : at + 3]) for words in map(str.split, replies) for at in range(len(words) - 2)]
    return len(set(runs)) / max(1, len(runs))


async def evaluate(path: Path, count: int, temperature: float) -> list[str]:
    """Print the table; returns every held-out line with its reply, for a person to read."""
    engine = LlamaCppEngine(path)
    await engine.start()
    while engine.status().state is EngineState.STARTING:  # noqa: ASYNC110 (the port has no event for it)
        await asyncio.sleep(0.05)
    asker = Asker(engine, temperature)
    try:
        print(f"{path.name}, {count} questions a probe, temperature {temperature}")
        for probe in PROBES:
            share, wrong = await asker.share_right(probe, casts_for(probe, count))
            print(f"{probe.key:12} {share:6.0%}  {wrong}")
        share, wrong = await asker.share_right(PROBES[0], casts_for(PROBES[0], len(ALIEN_NAMES), ALIEN_NAMES))
        print(f"{'alien names':12} {share:6.0%}  {wrong}")
        share, told = await asker.share_understood(read_held_out())
        print(f"{'understood':12} {share:6.0%}  of {len(told)} held-out lines")
        print(f"{'ends itself':12} {asker.ended / len(asker.replies):6.0%}")
        print(f"{'distinct-3':12} {distinct_trigrams(asker.replies):6.0%}")
        return told
    finally:
        await engine.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=VOICE_PATH)
    parser.add_argument("--count", type=int, default=80, help="questions for each probe")
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--replies", type=Path, help="where to write the held-out lines and their replies")
    arguments = parser.parse_args()
    told = asyncio.run(evaluate(arguments.model, arguments.count, arguments.temperature))
    if arguments.replies:
        arguments.replies.write_text("\n\n".join(told) + "\n")
