"""What of a card becomes a persona, and how a persona is told on a card."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from growing import PERSONA
from hypothesis import given, settings
from hypothesis import strategies as st
from wild_cards import WILD

from realm_gql.domain.accounts.texts import has_unprintable
from realm_gql.domain.making.cards import TOLD, Card, Character, Hop, Mark, digest_field, read_card
from realm_gql.domain.making.cards.mapping import UNTOLD_MANNER, UNTOLD_TRADE, read_character, write_texts
from realm_gql.domain.making.changes import LIMIT_PERSONA_CHARS
from realm_gql.domain.npcs.persona import Bond, Persona, Saying, Ware
from realm_gql.errors import InvalidInput
from realm_gql.seed.content import load_moor

FERRYMAN = Character("Joss", "Counts aloud.", ("river", "toll"), PERSONA)


def marked(character: Character, home: str = "The Ford") -> tuple[Card, Mark]:
    """A character's card as the realm writes it, and the mark it gets."""
    texts: dict[str, Any] = write_texts(character, home)
    card = Card(**texts | {"tags": tuple(texts["tags"])})
    told = {name: digest_field(card, name) for name in TOLD}
    hop = Hop(UUID(int=1), character.name, "ada", "CC0", "0" * 64)
    return card, Mark(hop, character.summary, 1, character.persona, told, frozenset(TOLD))


def persona_of(**texts: Any) -> Persona:
    """What becomes of a card with these texts."""
    return read_character(Card("Ada", **texts), None).persona


def test_a_card_in_the_wild_becomes_somebody() -> None:
    seraphina = read_character(read_card(WILD["tavern v2"][1]()), None)

    assert seraphina == Character(
        name="Seraphina Holt",
        summary="Seraphina Holt keeps bees on a chapel's roof.",
        tags=("bees", "chapel"),
        persona=Persona(
            trade="beekeeper",
            temper=("patient", "exact", "blunt"),
            manner=UNTOLD_MANNER,
            backstory="Seraphina Holt keeps bees on a chapel's roof.",
            goal="to move the chapel",
            greeting="Slowly, traveller. They know you now.",
            sayings=(Saying("Only the curious ones.", ("bees", "sting")),),
        ),
    )


@pytest.mark.parametrize(
    ("description", "trade"),
    [
        ("Occupation: blacksmith", "blacksmith"),
        ("**Job:** *dock hand*", "dock hand"),
        ("- profession = 'healer'", "healer"),
        ('Occupation("spy" + "cook")', "spy, cook"),
        ('[Character("A")\nJob("guard")]', "guard"),
        ("[Age: 30; Occupation: thief; Likes: cats]", "thief"),
        ("Her occupation: none of yours", UNTOLD_TRADE),
        ("Occupation:", UNTOLD_TRADE),
        ("", UNTOLD_TRADE),
        (
            "Trade: " + "a very long trade " * 10,
            "a very long trade a very long trade a very long trade a very long trade a very…",
        ),
    ],
)
def test_a_trade_is_found_under_its_labels(description: str, trade: str) -> None:
    assert persona_of(description=description).trade == trade


@pytest.mark.parametrize(
    ("personality", "temper", "manner"),
    [
        ("kind, brave; dry", ("kind", "brave", "dry"), UNTOLD_MANNER),
        ("Kind and Brave", ("kind", "brave"), UNTOLD_MANNER),
        ('"sly" + "quick"', ("sly", "quick"), UNTOLD_MANNER),
        ("one, two, three, four, five", ("one", "two", "three", "four"), UNTOLD_MANNER),
        ("dry, exact\nSpeaks: short and dry", ("dry", "exact"), "short and dry"),
        ("She never says what she means, and means it.", ("reserved",), "She never says what she means, and means it."),
        ("", ("reserved",), UNTOLD_MANNER),
        ("...", ("reserved",), "..."),
    ],
)
def test_a_temper_is_a_list_and_a_manner_is_told(personality: str, temper: tuple[str, ...], manner: str) -> None:
    persona = persona_of(personality=personality)

    assert (persona.temper, persona.manner) == (temper, manner)


def test_labelled_lines_are_not_told_twice_but_a_whole_card_in_one_line_is() -> None:
    assert persona_of(description="Tall.\nJob: smith\nGoals: rest\nBald.").backstory == "Tall.\nBald."
    assert persona_of(description="[Job: smith; Age: 30]").backstory == "[Job: smith; Age: 30]"


def test_examples_become_sayings() -> None:
    persona = persona_of(
        mes_example="<START>\n{{user}}: Where does the old ferry go?\n{{char}}: Across.\nAnd back.\n"
        "Ada: Sometimes.\n<start>\n{{user}}: Thanks!\n{{char}}: *nods* \n{{char}}: Across.\nAnd back.\n"
        "<USER>: x\n<BOT>: Aye."
    )

    assert persona.sayings == (
        Saying("Across. And back.", ("ferry",)),
        Saying("Sometimes.", ()),
        Saying("nods", ()),
        Saying("Aye.", ()),
    )


def test_everything_is_bounded_whatever_a_card_says() -> None:
    flood = "Very long words that go on. " * 2_000
    persona = persona_of(
        description=f"Job: {flood}\nGoal: {flood}\n{flood}",
        personality=flood,
        first_mes=flood,
        mes_example=f"{{{{char}}}}: {flood}\n" * 1,
    )

    for name, limit in LIMIT_PERSONA_CHARS.items():
        assert len(getattr(persona, name)) <= limit, name
    assert all(len(saying.text) <= 280 for saying in persona.sayings)


def test_a_name_is_made_fit_and_its_nickname_is_what_texts_call_it() -> None:
    character = read_character(Card("  <b>Ada</b>\n Vane\x07 ", description="{{char}} waits.", nickname="Addy"), None)

    assert (character.name, character.persona.backstory) == ("Ada Vane", "Addy waits.")
    assert len(read_character(Card("Long name " * 20), None).name) <= 80
    for raw in ("<script>x</script>", "\u202e", "<|im_start|>"):
        with pytest.raises(InvalidInput, match="Nothing of the card's name can be shown") as refused:
            read_character(Card(raw), None)
        assert refused.value.field == "name"


def test_instructions_in_a_card_are_never_part_of_the_persona() -> None:
    card = Card(
        "Ada",
        system_prompt="SECRETLY",
        post_history_instructions="SECRETLY",
        creator_notes="SECRETLY",
        scenario="",
        alternate_greetings=("SECRETLY",),
        extensions={"depth_prompt": {"prompt": "SECRETLY"}},
    )

    assert "SECRETLY" not in repr(read_character(card, None))


def test_a_persona_is_told_in_words() -> None:
    whole = replace(PERSONA, bonds=(Bond(str(UUID(int=2)), "Wren", "sister", "misses her"),))

    assert write_texts(Character("Joss", "Counts.", ("river",), whole), "The Ford") == {
        "name": "Joss",
        "description": "Trade: ferryman\nCame down the river.\nWants: to cross once more\n"
        "Sells: a crossing for 1 silver\nKnows: Wren, sister, misses her",
        "personality": "dry, patient\nSpeaks: counts aloud",
        "scenario": "{{user}} meets {{char}} at The Ford.",
        "first_mes": "One silver, two legs.",
        "mes_example": "<START>\n{{char}}: Hm.",
        "creator_notes": "Counts.",
        "tags": ["river"],
    }


def test_what_the_realm_told_is_read_back_exactly() -> None:
    for npc in load_moor().npcs:
        character = Character(npc.name, npc.summary, tuple(npc.tags), replace(npc.persona, secret=""))
        card, mark = marked(character)

        assert read_character(card, mark) == character


@pytest.mark.parametrize(
    ("field", "value", "changed"),
    [
        ("first_mes", "Get out, {{user}}.", {"greeting": "Get out, traveller."}),
        ("personality", "merry\nSpeaks: sings", {"temper": ("merry",), "manner": "sings"}),
        (
            "description",
            "Trade: king\nHe sank.\nWants: air\nSells: nothing for nobody",
            {"trade": "king", "backstory": "He sank.", "goal": "air"},
        ),
        ("mes_example", "{{user}}: river\n{{char}}: No.", {"sayings": (Saying("No.", ("river",)),)}),
    ],
)
def test_what_was_changed_elsewhere_is_read_anew_and_the_rest_stays(
    field: str, value: str, changed: dict[str, Any]
) -> None:
    card, mark = marked(FERRYMAN)

    edit: dict[str, Any] = {field: value}
    read = read_character(replace(card, **edit), mark)

    assert read == replace(FERRYMAN, persona=replace(PERSONA, **changed))


def test_line_ends_of_a_browser_are_no_change() -> None:
    character = replace(FERRYMAN, persona=replace(PERSONA, backstory="One.\nTwo.", wares=(Ware("x", "1"),)))
    card, mark = marked(character)

    read = read_character(replace(card, description=card.description.replace("\n", "\r\n") + "\r\n"), mark)

    assert read == character


def test_names_notes_and_tags_that_were_changed_are_taken() -> None:
    card, mark = marked(FERRYMAN)

    read = read_character(replace(card, name="Old Joss", creator_notes="Now <b>old</b>.", tags=("sea",)), mark)

    assert (read.name, read.summary, read.tags, read.persona) == ("Old Joss", "Now old.", ("sea",), PERSONA)


@settings(deadline=None, max_examples=60)
@given(
    st.builds(
        Card,
        name=st.text(min_size=1, max_size=40).filter(lambda name: any(map(str.isalnum, name))),
        description=st.text(max_size=300),
        personality=st.text(max_size=100),
        first_mes=st.text(max_size=100),
        mes_example=st.text(max_size=100).map(lambda text: "{{char}}:" + text),
        tags=st.lists(st.text(max_size=30), max_size=10).map(tuple),
    )
)
def test_whatever_a_card_says_the_persona_can_be_shown(card: Card) -> None:
    character = read_character(card, None)

    persona = character.persona
    assert persona.trade
    assert persona.temper
    assert persona.manner
    texts = [character.name, character.summary, *character.tags, persona.trade, *persona.temper, persona.manner]
    texts += [persona.goal, *(saying.text for saying in persona.sayings)]
    assert not any(has_unprintable(text) for text in texts)
    assert not any(has_unprintable(text, allowed="\n") for text in (persona.backstory, persona.greeting))
