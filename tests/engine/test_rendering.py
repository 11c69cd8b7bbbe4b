"""How a prompt's parts become chat messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realm_gql.engine.making import make_prompt
from realm_gql.engine.port import Fact, Line, Role
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from tests.engine.asking import PROMPT


@pytest.mark.parametrize("style", list(PromptStyle))
def test_a_prompt_begins_alike_whoever_listens(style: PromptStyle) -> None:
    """Only so is a persona read once for all who speak with it."""

    def system(listener: str) -> str:
        memory = (Fact("listener", listener), Fact("acquaintance", "a stranger"))
        return render_messages(replace(PROMPT, listener=listener, memory=memory), style)[0].content

    one, other = system("kofi"), system("wenna")
    assert one != other
    alike = one[: one.index("ferry stage") + len("ferry stage")]
    assert other.startswith(alike)


def test_sides_alternate_and_the_listener_speaks_last() -> None:
    said = [(Role.SPEAKER, "Aye."), (Role.LISTENER, "Hello"), (Role.LISTENER, "Anyone?"), (Role.SPEAKER, "Me.")]
    lines = tuple(Line(role, "Wenna", text) for role, text in said)

    assert render_messages(replace(PROMPT, lines=lines), PromptStyle.CARD)[1:] == [
        Message("user", "Wenna comes in."),
        Message("assistant", "Aye."),
        Message("user", "Wenna: Hello\nWenna: Anyone?"),
        Message("assistant", "Me."),
        Message("user", "Wenna waits."),
    ]


def test_the_voice_that_reads_cards_makes_things_of_the_wish_alone() -> None:
    """It was trained so; a model that reads prose is told what stands around."""
    known = (Fact("place", "Saltmere"), Fact("near", "Wenna, ferrywoman"))

    alone, around = (render_messages(make_prompt("item", "a lamp", facts), PromptStyle.CARD) for facts in ((), known))
    prose = render_messages(make_prompt("item", "a lamp", known), PromptStyle.PROSE)[0].content

    assert alone == around == [Message("system", "make: item"), Message("user", "a lamp")]
    assert "- place: Saltmere\n- near: Wenna, ferrywoman" in prose
