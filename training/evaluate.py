"""What the voice gets right, asked through the engine that serves it: `python -m training.evaluate`.

Loss does not show whether a reply rests on its card; these probes do. Every card is drawn from seeds the corpus never
uses, and no question below stands in the corpus word for word.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from realm_gql.domain.talk.prompts import compose_prompt
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.port import EngineState, GenerationRequest, Line, Prompt, Role, Sampling
from realm_gql.engine.voice import PATH as VOICE_PATH
from training.corpus.cast import Cast, draw_cast

FIRST_SEED = 2_000_000_000
LIMIT_TOKENS = 96
ALIEN_NAMES = (
    "Zanvoth", "Quelmir", "Xiphrael", "Ogdru", "Yssindra", "Brakkish Toll", "Mnemo", "Tchaikan", "Ulfgarsson",
    "Vexley Prune", "Ijonoke", "Phaedwyn", "Krzysia", "Oombata", "Sir Rufus Ptolm", "Ahnwe", "Dzuro", "Fjolla",
    "Gwyndolyn", "Nkemi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Probe:
    """A question, which cards it fits, and what the reply must hold."""

    key: str
    asks: tuple[str, ...]
    expects: Callable[[Cast], str]


def _ware(cast: Cast) -> str:
    return cast.persona.wares[0].name if cast.persona.wares else ""


PROBES = (
    Probe("name", ("And your name would be?", "what do i call you", "Your name, if I may?"), lambda cast: cast.name),
    Probe(
        "trade", ("What is it you do for a living?", "whats your work around here"), lambda cast: cast.slots["atrade"]
    ),
    Probe("home", ("Where's home for you?", "So where do you live, then?"), lambda cast: cast.slots.get("home", "")),
    Probe("goal", ("What is it you are after?", "what do you want most"), lambda cast: cast.slots.get("goal", "")),
    Probe("place", ("What's this place called?", "where have i ended up"), lambda cast: cast.slots["place"]),
    Probe("listener", ("And who am I, to you?", "whats my name again"), lambda cast: cast.listener),
    Probe("price", ("How much would {ware} be?", "whats {ware} cost"), lambda cast: _price(cast)),
    Probe(
        "relation",
        ("What's {other} to you?", "you know {other}?"),
        lambda cast: cast.known[0].bond.said if cast.known else "",
    ),
    Probe("lore", ("What is it they say about {topic}?", "tell me of {topic}"), lambda cast: _lore(cast)),
    Probe("past", ("What happened before you came here?",), lambda cast: cast.slots.get("past", "")),
    Probe("memory", ("You remember me, surely?",), lambda cast: cast.slots.get("mem", "")),
)


def _price(cast: Cast) -> str:
    return cast.persona.wares[0].price if cast.persona.wares else ""


def _lore(cast: Cast) -> str:
    return cast.lore[0][1].said.split(".")[0] if cast.lore else ""


def prompt_for(cast: Cast, ask: str) -> Prompt:
    """The prompt for one question put to a card."""
    lines = [Line(Role.LISTENER, cast.listener, ask)]
    return compose_prompt(cast.name, cast.persona, cast.home, cast.stage, cast.listener, cast.remembered, lines)


def casts_for(probe: Probe, count: int, names: Iterable[str] = ()) -> list[Cast]:
    """The first cards from the held-out seeds that can answer a probe, renamed if names are given."""
    named, seed = list(names), FIRST_SEED
    found: list[Cast] = []
    while len(found) < count:
        cast = draw_cast(Random(seed))
        seed += 1
        if named:
            cast = replace(cast, name=named[len(found) % len(named)])
        if probe.expects(cast):
            found.append(cast)
    return found


def word_ask(probe: Probe, cast: Cast, number: int) -> str:
    """The probe's question about this card."""
    slots = {
        "ware": _ware(cast),
        "other": cast.known[0].name if cast.known else "",
        "topic": cast.lore[0][0] if cast.lore else "",
    }
    return probe.asks[number % len(probe.asks)].format(**slots)


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
        prompts = [prompt_for(cast, word_ask(probe, cast, at)) for at, cast in enumerate(casts)]
        replies = [await self.ask(prompt) for prompt in prompts]
        wrong = [
            f"{reply!r} lacks {probe.expects(cast)!r}"
            for cast, reply in zip(casts, replies, strict=True)
            if probe.expects(cast).casefold() not in reply.casefold()
        ]
        return 1 - len(wrong) / len(casts), wrong[0] if wrong else ""


def distinct_trigrams(replies: list[str]) -> float:
    """The share of three-word runs that occur once only: 1 is all different."""
    runs = [tuple(words[at : at + 3]) for words in map(str.split, replies) for at in range(len(words) - 2)]
    return len(set(runs)) / max(1, len(runs))


async def evaluate(path: Path, count: int, temperature: float) -> None:
    """Print the table."""
    engine = LlamaCppEngine(path)
    await engine.start()
    while engine.status().state is EngineState.STARTING:  # noqa: ASYNC110 (the port has no event for it)
        await asyncio.sleep(0.05)
    asker = Asker(engine, temperature)
    try:
        print(f"{path.name}, {count} cards a probe, temperature {temperature}")
        for probe in PROBES:
            share, wrong = await asker.share_right(probe, casts_for(probe, count))
            print(f"{probe.key:12} {share:6.0%}  {wrong}")
        share, wrong = await asker.share_right(PROBES[0], casts_for(PROBES[0], len(ALIEN_NAMES), ALIEN_NAMES))
        print(f"{'alien names':12} {share:6.0%}  {wrong}")
        print(f"{'ends itself':12} {asker.ended / len(asker.replies):6.0%}")
        print(f"{'distinct-3':12} {distinct_trigrams(asker.replies):6.0%}")
    finally:
        await engine.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=VOICE_PATH)
    parser.add_argument("--count", type=int, default=40, help="cards for each probe")
    parser.add_argument("--temperature", type=float, default=0.0)
    arguments = parser.parse_args()
    asyncio.run(evaluate(arguments.model, arguments.count, arguments.temperature))
