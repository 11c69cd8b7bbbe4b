"""The corpus: the same from the same seed, marked as it is served, and varied."""

from __future__ import annotations

import re
from collections import Counter

from realm_gql.domain.talk.prompts import LIMIT_LINES
from realm_gql.engine.blanks import MARKS, Blanks
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from training.card_probes import PROBES
from training.corpus.dialogue import LIMIT_REPLY_WORDS, make_dialogue, needed_slots
from training.corpus.intents import INTENTS
from training.corpus.styles import STYLES, TRANSFORMS

COUNT = 400
DIALOGUES = [make_dialogue(seed) for seed in range(COUNT)]
SLOTS = (
    "name you trade atrade home place about goal past mem wares ware price low others other bond feeling topic lore "
    "thing who job beast food noun nouns other_noun verb adj kin n"
)


def test_a_seed_gives_the_same_conversation() -> None:
    assert [make_dialogue(seed) for seed in (3, 99, -7)] == [make_dialogue(seed) for seed in (3, 99, -7)]
    assert make_dialogue(3) != make_dialogue(4)


def test_conversations_are_marked_as_they_are_served() -> None:
    """What is heard, marked by the code that serves, gives the corpus back, but for words spelled like a name."""
    pairs: list[tuple[Message, Message]] = []
    for dialogue in DIALOGUES:
        *heard, last = dialogue.lines()
        prompt = dialogue.cast.prompt(heard)
        blanks = Blanks(prompt)
        card, *told = render_messages(prompt, PromptStyle.CARD, blanks)
        told.append(Message("assistant", blanks.mark_said(last.text)))
        messages = dialogue.messages()
        # A long talk is served without its oldest lines.
        pairs.append((messages[0], card))
        pairs += list(zip(messages[:0:-1], told[::-1], strict=False))[: LIMIT_LINES - 1]
    alike = [one.content == other.content for one, other in pairs]
    assert sum(alike) >= 0.98 * len(alike)


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


def test_a_reply_holds_the_blanks_it_must() -> None:
    due = {"name": "name", "me": "you", "price": "price", "lore": "lore", "remember": "memory", "past": "past"}
    held: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for turn in (turn for dialogue in DIALOGUES for turn in dialogue.turns if turn.intent in due and not turn.goes_on):
        asked[turn.intent] += 1
        held[turn.intent] += any(
            mark in turn.reply for name, mark in MARKS.items() if name.startswith(due[turn.intent])
        )
    assert all(held[intent] >= 0.9 * asked[intent] > 0 for intent in due), (held, asked)


def test_nothing_is_answered_with_a_blank_that_the_card_lacks() -> None:
    for dialogue in DIALOGUES:
        card, *talk = dialogue.messages()
        known = set(re.findall("[\ue000-\uf8ff]", card.content))
        for ask, reply in zip(talk[::2], talk[1::2], strict=True):
            known |= set(re.findall("[\ue000-\uf8ff]", ask.content))
            assert set(re.findall("[\ue000-\uf8ff]", reply.content)) <= known, reply


def test_no_probe_stands_in_the_corpus_word_for_word() -> None:
    asks = {ask.casefold().strip(" .?!") for intent in INTENTS.values() for ask in intent.asks}
    assert not asks & {ask.casefold().strip(" .?!") for probe in PROBES for ask in probe.asks}
