"""The corpus: the same from the same seed, worded by the code that serves, and varied enough to teach copying."""

from __future__ import annotations

import re
from collections import Counter

from realm_gql.engine.rendering import PromptStyle, render_messages
from training.corpus.dialogue import LIMIT_REPLY_WORDS, make_dialogue, needed_slots
from training.corpus.intents import INTENTS
from training.corpus.styles import STYLES, TRANSFORMS

COUNT = 400
DIALOGUES = [make_dialogue(seed) for seed in range(COUNT)]
SLOTS = (
    "name you trade atrade home place about goal goal3 past past3 mem wares ware price low others other bond feeling "
    "feeling3 topic lore thing who job beast food"
)


def test_a_seed_gives_the_same_conversation() -> None:
    assert [make_dialogue(seed) for seed in (3, 99, -7)] == [make_dialogue(seed) for seed in (3, 99, -7)]
    assert make_dialogue(3) != make_dialogue(4)


def test_every_turn_is_rendered_as_it_is_served() -> None:
    for dialogue in DIALOGUES[:60]:
        messages = dialogue.messages()
        served = render_messages(dialogue.prompt(len(dialogue.turns)), PromptStyle.CARD)
        assert messages[:-1] == served
        assert messages[-1].content == dialogue.turns[-1].reply
        first = render_messages(dialogue.prompt(1), PromptStyle.CARD)
        assert first == messages[:2]


def test_card_comes_first_and_sides_alternate() -> None:
    for dialogue in DIALOGUES:
        roles = [message.role for message in dialogue.messages()]
        assert roles == ["system"] + ["user", "assistant"] * len(dialogue.turns)


def test_replies_are_short_and_whole() -> None:
    for dialogue in DIALOGUES:
        for turn in dialogue.turns:
            # A rule on the card may add a few words to a reply of the longest length.
            assert 0 < len(turn.reply.split()) <= LIMIT_REPLY_WORDS, turn
            assert "{" not in turn.reply + turn.ask
            assert "  " not in turn.reply


def test_there_are_many_intents_and_manners() -> None:
    seen = {turn.intent for dialogue in DIALOGUES for turn in dialogue.turns}
    assert len(INTENTS) >= 60
    assert len(seen) >= 60
    assert len(STYLES) >= 20
    assert {style.how for style in STYLES.values()} <= set(TRANSFORMS)
    assert {key for style in STYLES.values() for key in style.own} <= set(INTENTS)


def test_lines_ask_only_for_slots_there_are() -> None:
    lines = [line for intent in INTENTS.values() for line in (*intent.asks, *intent.says)]
    lines += [line for style in STYLES.values() for says in style.own.values() for line in says]
    lines += [line for style in STYLES.values() for line in (*style.opens, *style.closes)]
    assert {slot[0].lower() + slot[1:] for line in lines for slot in needed_slots(line)} <= set(SLOTS.split())


def test_names_are_open_vocabulary() -> None:
    names = Counter(dialogue.cast.name for dialogue in DIALOGUES)
    handles = Counter(dialogue.cast.listener for dialogue in DIALOGUES)
    assert len(names) > 0.97 * COUNT
    assert len(handles) > 0.9 * COUNT


def test_no_skeleton_is_said_too_often() -> None:
    skeletons = Counter(re.sub(r"\b[A-Z]\w*|\d+", "_", turn.reply) for dialogue in DIALOGUES for turn in dialogue.turns)
    said = sum(skeletons.values())
    assert max(skeletons.values()) <= 0.01 * said
    assert len(skeletons) >= 0.75 * said


def test_a_secret_is_never_told() -> None:
    for dialogue in DIALOGUES:
        secret = dialogue.cast.persona.secret.rstrip(".")
        assert not secret or all(secret not in turn.reply for turn in dialogue.turns)


def test_what_the_card_states_is_copied_exactly() -> None:
    for dialogue in DIALOGUES:
        for turn in dialogue.turns:
            if turn.intent == "wares":
                reply, wares = turn.reply.casefold(), dialogue.cast.persona.wares
                assert any(ware.name.casefold() in reply and ware.price.casefold() in reply for ware in wares), turn
            if turn.intent == "me" and dialogue.cast.style.how != "threes":
                assert (
                    dialogue.cast.listener in turn.reply or dialogue.cast.listener.casefold() in turn.reply.casefold()
                )
