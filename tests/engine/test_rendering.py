"""How a prompt's parts become chat messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realm_gql.engine.blanks import MARKS, Blanks
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


def test_the_voice_that_reads_cards_is_told_the_plan_and_not_the_wish() -> None:
    known = (Fact("place", "The Fog Lamp"), Fact("near", "Ned Lamplow, lamp keeper"))
    plan = (Fact("wish", "plain lamp", ("lamp", "Lamp", "a lamp")), Fact("here", "Ned", ("Ned",)))
    prompt = make_prompt("item", "A LAMP PLZ", known, plan)
    card = render_messages(prompt, PromptStyle.CARD, Blanks(prompt))
    prose = render_messages(make_prompt("item", "A LAMP PLZ", known, plan), PromptStyle.PROSE)

    marks = "".join(MARKS[name] for name in ("thing", "titled", "asked"))
    assert card == [
        Message("system", f"make: item\nwish:{marks} plain lamp\nhere:{MARKS['here1']}"),
        Message("user", "make it"),
    ]
    assert "- near: Ned Lamplow, lamp keeper" in prose[0].content
    assert "plain" not in prose[0].content
    assert prose[1] == Message("user", "A LAMP PLZ")
