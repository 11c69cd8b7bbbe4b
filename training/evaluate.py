"""What the voice gets right, asked through the engine that serves it: `python -m training.evaluate`.

Loss does not show whether a reply rests on its card; these probes do. They ask forty people who were written apart from
the corpus (`heldout/personas.toml`), with lines and wishes that stand nowhere in it. Beside each figure stands its
ceiling: what the corpus's own replies get from the same check.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import re
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import jsonschema_rs

from realm_gql.domain.making.surroundings import Surroundings
from realm_gql.domain.making.wishes import plan_wish
from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp import LlamaCppEngine
from realm_gql.engine.making import SCHEMAS, make_prompt
from realm_gql.engine.port import GenerationRequest, Line, Prompt, Role, Sampling
from realm_gql.engine.voice import PATH as VOICE_PATH
from training import judged
from training.answers import HeldOut, intents_answered, read_held_out
from training.card_probes import ALIEN_NAMES, FIRST_SEED, PROBES, Probe, casts_for, word_ask
from training.corpus.cast import Cast, draw_cast
from training.corpus.rows import make_row
from training.corpus.styles import STYLES
from training.manner_probes import (
    REPLIES_FOR_VOICE,
    ceiling_of_rules,
    ceiling_of_voices,
    draw_ruled,
    voices,
    with_voice,
)

LIMIT_TOKENS = 96
MAKING_TOKENS = 400
LOAD_LIMIT_S = 60.0
WISHES = Path(__file__).parent / "heldout" / "wishes.txt"
LEXICON_ROWS = 30_000
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


class Asker:
    """Puts prompts to the engine and keeps what it says; marked replies are those without their facts."""

    def __init__(self, engine: LlamaCppEngine, temperature: float) -> None:
        self._engine = engine
        self._temperature = temperature
        self.replies: list[str] = []
        self.marked: list[str] = []
        self.ended = 0

    async def ask(self, prompt: Prompt) -> str:
        """The reply to one prompt."""
        sampling = Sampling(temperature=self._temperature, seed=len(self.replies))
        request = GenerationRequest(f"eval-{id(prompt)}", prompt, LIMIT_TOKENS, 120.0, sampling)
        reply = "".join([piece.text async for piece in self._engine.stream(request)])
        self.replies.append(reply)
        self.marked.append(Blanks(prompt).mark_said(reply))
        self.ended += reply.rstrip().endswith((".", "!", "?", "…"))
        return reply

    async def make(self, kind: str, wish: str) -> str:
        """What is made of a wish: JSON."""
        sampling = Sampling(temperature=self._temperature, seed=len(wish))
        prompt = make_prompt(kind, wish, plan=plan_wish(kind, wish, len(wish), Surroundings()))
        request = GenerationRequest("eval-make", prompt, MAKING_TOKENS, 120.0, sampling, schema=SCHEMAS[kind])
        return "".join([piece.text async for piece in self._engine.stream(request)])


async def share_right(asker: Asker, probe: Probe, casts: list[Cast]) -> tuple[float, str]:
    """The share of cards whose reply holds what it must, and one reply that does not."""
    wrong = []
    for at, cast in enumerate(casts):
        prompt = word_ask(probe, cast, at)
        due, reply = Blanks(prompt).texts[probe.expects], await asker.ask(prompt)
        if due.casefold() not in reply.casefold():
            wrong.append(f"{prompt.lines[-1].text} {reply!r} lacks {due!r}")
    return 1 - len(wrong) / len(casts), wrong[0] if wrong else ""


def draw_asked(line: HeldOut, seed: int) -> tuple[Cast, Prompt, int]:
    """A card that can answer a held-out line, the prompt that puts it, and the next seed."""
    cast = draw_cast(Random(seed))
    while not line.fits(cast, blanks := Blanks(cast.prompt([])).texts):
        seed += 1
        cast = draw_cast(Random(seed))
    asked = [Line(Role.LISTENER, cast.listener, line.line.format(**blanks))]
    return cast, cast.prompt(asked), seed + 1


async def share_understood(asker: Asker, held_out: list[HeldOut]) -> tuple[float, list[str]]:
    """The share of held-out lines answered with a line for what they want, and every line with its reply."""
    told, right, seed = [], 0, FIRST_SEED
    for line in held_out:
        _, prompt, seed = draw_asked(line, seed)
        reply = await asker.ask(prompt)
        answered = intents_answered(asker.marked[-1])
        right += line.intent in answered
        verdict = "" if line.intent in answered else f"  [{line.intent}, answered as {'/'.join(sorted(answered))}]"
        told.append(f"> {prompt.lines[-1].text}\n< {reply}{verdict}")
    return right / len(held_out), told


async def share_of_voices(asker: Asker, rounds: int) -> tuple[float, str]:
    """How often ten replies of a voice to held-out lines are given to it, and which were taken for which."""
    held_out, taken, seed = read_held_out(), Counter[str](), FIRST_SEED
    for voice in STYLES:
        for number in range(rounds):
            rng, said = Random(f"{voice}{number}"), []
            for line in rng.sample(held_out, REPLIES_FOR_VOICE):
                cast, prompt, seed = draw_asked(line, seed)
                spoken = with_voice(cast, voice, rng)
                await asker.ask(spoken.prompt(list(prompt.lines)))
                said.append(asker.marked[-1])
            judged = voices().classify(said)
            taken["right" if judged == voice else f"{voice} for {judged}"] += 1
    return taken.pop("right", 0) / (len(STYLES) * rounds), ", ".join(key for key, _ in taken.most_common(4))


async def share_of_rules(asker: Asker, count: int) -> tuple[float, str]:
    """How often two rules of a card are followed at once, and a reply that follows one of them at most."""
    wrong = []
    held_out = [line for line in read_held_out() if "{" not in line.line]
    for at, ruled in enumerate(islice(draw_ruled(FIRST_SEED), count)):
        line = held_out[at * 7 % len(held_out)]
        reply = await asker.ask(ruled.cast.prompt([Line(Role.LISTENER, ruled.cast.listener, line.line)]))
        if not ruled.follows(asker.marked[-1]):
            wrong.append(f"{' + '.join(rule.card for rule in ruled.rules)}: {reply}")
    return 1 - len(wrong) / count, wrong[0] if wrong else ""


async def share_made(asker: Asker, wishes: list[str]) -> tuple[float, list[str]]:
    """The share of things that pass their schema, and all of them."""
    told, valid = [], 0
    for kind, schema in SCHEMAS.items():
        for wish in wishes:
            made = await asker.make(kind, wish)
            valid += jsonschema_rs.is_valid(schema, json.loads(made))
            told.append(f"{kind}: {wish}\n{made}")
    return valid / len(told), told


@cache
def lexicon() -> frozenset[str]:
    """Every word the corpus has."""
    words: set[str] = set()
    for seed in range(LEXICON_ROWS):
        for message in make_row(-seed - 1):
            words |= {word.casefold() for word in _WORD.findall(message.content)}
    return frozenset(words)


def share_of_known_words(marked: list[str]) -> float:
    """The share of words that the corpus has, blanks left out."""
    said = [word.casefold() for reply in marked for word in _WORD.findall(reply)]
    return sum(word in lexicon() for word in said) / max(1, len(said))


def distinct_trigrams(replies: list[str]) -> float:
    """The share of three-word runs that occur once only: 1 is all different."""
    runs = [tuple(words[at : at + 3]) for words in map(str.split, replies) for at in range(len(words) - 2)]
    return len(set(runs)) / max(1, len(runs))


def share_of_commonest(marked: list[str]) -> float:
    """How much of all replies the one is that is given most often."""
    return Counter(marked).most_common(1)[0][1] / len(marked)


def corpus_replies(count: int) -> list[str]:
    """Replies of the corpus, for ceilings."""
    rows = (make_row(seed) for seed in range(count))
    return [message.content for row in rows for message in row[2:] if message.role == "assistant"][:count]


async def evaluate(path: Path, count: int, temperature: float) -> tuple[list[str], list[str]]:
    """Print the table; returns every held-out line with its reply, and all that was made, for a person to read."""
    engine = LlamaCppEngine(path)
    await engine.start()
    if not await engine.wait_ready(LOAD_LIMIT_S):
        raise SystemExit(engine.status().detail)
    asker = Asker(engine, temperature)

    def tell(what: str, share: float, ceiling: float, remark: str = "") -> None:
        print(f"{what:14} {share:6.1%}  {ceiling:6.1%}  {remark}", flush=True)

    try:
        print(f"{path.name}, {count} questions a probe, temperature {temperature}: share, ceiling, what is wrong")
        for probe in PROBES:
            tell(probe.key, *_with_ceiling(await share_right(asker, probe, casts_for(probe, count))))
        aliens = casts_for(PROBES[0], len(ALIEN_NAMES), ALIEN_NAMES)
        tell("alien names", *_with_ceiling(await share_right(asker, PROBES[0], aliens)))
        understood, told = await share_understood(asker, read_held_out())
        tell("understood", understood, 0.998, f"of {len(told)} held-out lines, judged by the nearest written line")
        apart, taken = await share_of_voices(asker, max(1, count // 20))
        tell("voices apart", apart, ceiling_of_voices(), taken)
        ruled, wrong = await share_of_rules(asker, count * 2)
        tell("two rules", ruled, ceiling_of_rules(), wrong)
        tell("ends itself", asker.ended / len(asker.replies), 1.0)
        tell("known words", share_of_known_words(asker.marked), 1.0)
        replies = asker.replies[:1000]
        tell("distinct-3", distinct_trigrams(replies), distinct_trigrams(corpus_replies(len(replies))))
        tell("commonest", share_of_commonest(asker.marked), share_of_commonest(corpus_replies(len(asker.marked))))
        wishes = [line for line in WISHES.read_text().splitlines() if not line.startswith("#")]
        valid, made = await share_made(asker, wishes)
        tell("making valid", valid, 1.0, f"of {len(made)}")
        for file, what in ((judged.REPLIES, "replies"), (judged.MADE, "things made")):
            judgement = judged.read_judged(file)
            whose = "" if judgement.voice == _sha256(path) else ", of another voice"
            tell(
                "judged good", judgement.share_good, 1.0, f"of {len(judgement.entries)} {what}, read one by one{whose}"
            )
        return told, made
    finally:
        await engine.stop()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _with_ceiling(result: tuple[float, str]) -> tuple[float, float, str]:
    """A card's fact is in every written answer to its question: a test of the corpus sees to that."""
    return result[0], 1.0, result[1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=VOICE_PATH)
    parser.add_argument("--count", type=int, default=80, help="questions for each probe")
    parser.add_argument("--temperature", type=float, default=0.0)
    parser.add_argument("--replies", type=Path, help="where to write the held-out lines and their replies")
    parser.add_argument("--made", type=Path, help="where to write what was made of the held-out wishes")
    arguments = parser.parse_args()
    lines, things = asyncio.run(evaluate(arguments.model, arguments.count, arguments.temperature))
    for file, texts in ((arguments.replies, lines), (arguments.made, things)):
        if file:
            file.write_text("\n\n".join(texts) + "\n")
