"""Blanks: what a card says is marked wherever it is mentioned, and filled in exactly where a reply has its mark."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.engine.blanks import MARKS, NAMES, Blanks, tighten
from realm_gql.engine.making import make_prompt
from realm_gql.engine.port import Fact, Line, Prompt, Role
from realm_gql.engine.rendering import PromptStyle, render_messages


def _prompt(*said: str, listener: str = "Kofi") -> Prompt:
    roles = (Role.LISTENER, Role.SPEAKER)
    return Prompt(
        speaker="Zanvoth Ulmi",
        listener=listener,
        persona=(
            Fact("name", "Zanvoth Ulmi", ("Zanvoth Ulmi",)),
            Fact("trade", "peat cutter", ("a peat cutter",)),
            Fact("temper", "dry"),
            Fact("secret", "He drowned the heron."),
            Fact("sells", "eel stout for 2 silver; a bun for 1 copper", ("eel stout", "2 silver", "a bun", "1 copper")),
            Fact("knows", "Ogdru, sister, misses her", ("Ogdru", "my sister", "I miss her")),
            Fact("knows", "Mnemo Pell, rival", ("Mnemo Pell", "my rival", "")),
        ),
        scene=(Fact("place", "The Drowned Bell", ("the Drowned Bell",)),),
        memory=(Fact("listener", listener, (listener,)),),
        lines=tuple(Line(roles[at % 2], ("Kofi", "")[at % 2], text) for at, text in enumerate(said)),
    )


def _m(template: str) -> str:
    return tighten(template.format(**MARKS))


def test_a_card_has_marks_for_facts_and_words_only_for_what_colours_speech() -> None:
    assert Blanks(_prompt()).card() == _m(
        "name:{name}\ntrade:{trade} peat cutter\ntemper: dry\nsells:{ware1}{price1}{ware2}{price2}\n"
        "knows:{known1}{bond1}{feeling1}\nknows:{known2}{bond2}\nplace:{place}\nlistener:{you}"
    )


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("hello zanvoth", "hello {name}"),
        ("How much is the stout?", "How much is the {ware1}?"),
        ("a bun, please", "{ware2}, please"),
        ("Who is Pell to Ogdru?", "Who is {known2} to {known1}?"),
        ("is this the drowned bell", "is this {place}"),
        ("Do you know Sir Rufus Ptolm?", "Do you know {heard1}?"),
        ("A stoutly built man", "A stoutly built man"),
        ("\ue000 I type marks \uf8ff", " I type marks "),
    ],
)
def test_what_a_player_mentions_is_marked(said: str, marked: str) -> None:
    assert Blanks(_prompt(said)).mark_asked(said) == _m(marked)


def test_a_reply_is_filled_in_and_marked_again_without_loss() -> None:
    blanks = Blanks(_prompt("Do you know Vexley Prune?"))
    marked = _m("{known1} is {bond1}. {feeling1}. I know no {heard1}; {ware1} is {price1}, {you}. {place} ({place})")
    shown = blanks.filled(marked)

    assert shown == (
        "Ogdru is my sister. I miss her. I know no Vexley Prune; eel stout is 2 silver, Kofi. "
        "The Drowned Bell (the Drowned Bell)"
    )
    assert blanks.mark_said(shown) == marked


def test_only_what_is_there_can_be_said() -> None:
    names = Blanks(_prompt()).texts

    assert {"name", "ware2", "bond2", "you"} <= set(names)
    assert not {"feeling2", "ware3", "goal", "lore1", "heard1"} & set(names)
    assert Blanks(_prompt(), known={"name"}).texts == {"name": "Zanvoth Ulmi"}


def test_a_secret_is_not_even_read() -> None:
    messages = render_messages(_prompt("What are you hiding?"), PromptStyle.CARD, Blanks(_prompt()))

    assert all("heron" not in message.content for message in messages)


def test_the_newest_names_take_the_place_of_the_oldest() -> None:
    said = [text for at in range(5) for text in (f"Have you met Tchaikan{'abcde'[at]}?", "No.")]
    blanks = Blanks(_prompt(*said))

    assert blanks.mark_asked(said[8]) == _m("Have you met {heard1}?")
    assert blanks.mark_asked(said[2]) == _m("Have you met {heard2}?")
    assert blanks.fill("heard1", "no") == " Tchaikane"


def test_a_reply_that_broke_off_inside_a_blank_goes_on_there() -> None:
    blanks = Blanks(_prompt())

    assert blanks.resume("I am Zanvoth U") == (_m("I am {name}"), "lmi")
    assert blanks.resume("That is the Drowned B") == (_m("That is {place}"), "ell")
    assert blanks.resume("That is the Drowned Bell.") == (_m("That is {place}."), "")
    assert blanks.resume("I think") == ("I think", "")


def test_every_cut_of_a_reply_can_be_resumed() -> None:
    blanks, chance = Blanks(_prompt()), random.Random(5)
    whole = blanks.filled(_m("Well. I am {name}, {trade} of {place}. {known1}? {feeling1}, as it were."))
    for _ in range(200):
        cut = whole[: chance.randrange(1, len(whole))].rstrip()
        marked, rest = blanks.resume(cut)
        assert whole.startswith(blanks.filled(marked))
        assert blanks.filled(marked).endswith(rest)
        assert len(blanks.filled(marked)) >= len(cut)


def test_there_is_one_mark_for_each_name_and_all_are_private() -> None:
    assert len(set(MARKS.values())) == len(NAMES) == len(MARKS)
    assert all("\ue000" <= mark <= "\uf8ff" for mark in MARKS.values())


ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize(
    ("before", "name", "filled"),
    [
        ('{"name":"', "titled", "Broken Compass"),
        ('{"name":"The', "titled", " Broken Compass"),
        ('{"text":"', "asked", 'A broken \\"compass\\"'),
        ('"text":"It hums.', "asked", ' A broken \\"compass\\"'),
        ('"about":"', "thing", "broken compass"),
        ('"trade":"', "thing", "broken compass"),
        ('"keys":["', "thing", "broken compass"),
        ('"keys":["bell","', "thing", "broken compass"),
        ('"text":"They call it \'', "thing", "broken compass"),
        ('"text":"', "pet", ""),
    ],
)
def test_in_json_a_blank_is_escaped_and_begins_a_text_without_a_space(before: str, name: str, filled: str) -> None:
    wish = Fact("wish", "plain compass", ("broken compass", "Broken Compass", 'a broken "compass"'))

    assert Blanks(make_prompt("item", "", plan=(wish,))).fill_json(name, before) == filled


SPICED = st.lists(
    st.one_of(
        ANY,
        st.sampled_from(["Zanvoth Ulmi", "ogdru", "Pell", "stout", " a bun", "the Drowned Bell", "2 silver", "Kofi"]),
    )
).map(" ".join)


def _squashed(text: str) -> str:
    """Without spaces, and without regard to case: filling in decides on both."""
    return "".join(text.split()).casefold()


@given(said=SPICED, listener=ANY)
def test_whatever_was_said_can_be_marked_and_filled_in_again(said: str, listener: str) -> None:
    blanks = Blanks(_prompt("Do you know Vexley Prune?", said, said, listener=listener or "x"))
    plain = "".join(char for char in said if not "\ue000" <= char <= "\uf8ff")

    assert _squashed(blanks.filled(blanks.mark_said(said))) == _squashed(plain)
    marked, rest = blanks.resume(said)
    assert _squashed(blanks.filled(marked)) == _squashed(plain + rest)
    asked = blanks.mark_asked(said)
    assert {char for char in asked if "\ue000" <= char <= "\uf8ff"} <= {MARKS[name] for name in blanks.texts}
