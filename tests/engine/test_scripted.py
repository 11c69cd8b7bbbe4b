"""The authored voice: which line it says, and that it never runs dry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realm_gql.engine.port import AuthoredLine, GenerationRequest, Line, Role, Source
from realm_gql.engine.scripted import ScriptedEngine, choose_line
from realm_gql.errors import EngineUnavailable
from tests.engine.asking import PROMPT, hear, listen, request

FERRY = AuthoredLine("Two coppers to cross.", ("ferry", "cross the river"))
NAME = AuthoredLine("Maren, of the ferry stage.", ("name",))
PLANK = AuthoredLine("Mind the third plank.")
GULLS = AuthoredLine("Those gulls again.")
ALL = (FERRY, NAME, PLANK, GULLS)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("What is your NAME?", NAME.text),
        ("Does the ferry go?", FERRY.text),
        ("I must Cross  the\nriver!", FERRY.text),
    ],
)
def test_a_line_whose_key_was_mentioned_is_said(asked: str, said: str) -> None:
    assert choose_line(request(asked).prompt, ALL) == said


@pytest.mark.parametrize("asked", ["Rename me", "surname?", "Ferryman", "Hm.", ""])
def test_keys_match_whole_words_only_and_else_a_line_without_keys_is_said(asked: str) -> None:
    assert choose_line(request(asked).prompt, ALL) in {PLANK.text, GULLS.text}


def test_only_what_was_asked_last_counts() -> None:
    assert choose_line(request("Your name?", "Hm.").prompt, (NAME, PLANK)) == PLANK.text


def test_a_line_already_said_comes_last() -> None:
    said = Line(Role.SPEAKER, "Maren", NAME.text)
    prompt = request(lines=(said, Line(Role.LISTENER, "Wenna", "What name?"))).prompt

    assert choose_line(prompt, (NAME, PLANK)) == PLANK.text
    assert choose_line(prompt, (NAME,)) == NAME.text


def test_the_same_prompt_gets_the_same_line_and_others_vary() -> None:
    chosen = {choose_line(request(f"Hm {n}").prompt, ALL) for n in range(20)}

    assert chosen == {PLANK.text, GULLS.text}
    assert choose_line(request("Hm 1").prompt, ALL) == choose_line(request("Hm 1").prompt, ALL)


@pytest.mark.parametrize("authored", [(), (FERRY,)])
def test_an_npc_without_a_fitting_line_makes_a_gesture_under_its_own_name(authored: tuple[AuthoredLine, ...]) -> None:
    assert choose_line(request("Hm.").prompt, authored).startswith("Maren ")


async def test_it_speaks_word_by_word_as_the_author() -> None:
    asked = GenerationRequest("r", PROMPT, authored=(PLANK,))
    pieces = await listen(ScriptedEngine(), asked)

    assert [piece.text for piece in pieces] == ["Mind", " the", " third", " plank."]
    assert {(piece.source, piece.model) for piece in pieces} == {(Source.AUTHORED, "authored lines")}


@pytest.mark.parametrize(("so_far", "said"), [("Mind the", " third plank."), ("I once saw", "… Mind the third plank.")])
async def test_a_broken_off_reply_is_gone_on_with(so_far: str, said: str) -> None:
    asked = GenerationRequest("r", replace(PROMPT, reply_so_far=so_far), authored=(PLANK,))

    assert await hear(ScriptedEngine(), asked) == said


async def test_an_authored_line_stands_in_for_nothing_but_speech() -> None:
    with pytest.raises(EngineUnavailable):
        await hear(ScriptedEngine(), replace(request(), schema={"type": "null"}))
