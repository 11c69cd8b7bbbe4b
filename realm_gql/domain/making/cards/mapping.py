"""From a card's texts to a persona of the realm, and back.

A card tells of somebody in four texts of any length; a persona is short fields that a small model can keep in mind. So
what a card says is looked through for labelled lines (``Occupation: …``), shortened and made plain, and the card's own
words are kept beside it (`keeping.py`). What the realm itself wrote, and nobody changed since, is taken from its mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from realm_gql.domain.accounts.texts import is_blank
from realm_gql.domain.making.cards.marks import Mark, digest
from realm_gql.domain.making.cards.models import Card
from realm_gql.domain.making.cards.texts import SPOKEN_USER, TOLD_USER, one_line, plain, shorten, spoken
from realm_gql.domain.making.cards.values import Json
from realm_gql.domain.making.changes import (
    LIMIT_NAME_CHARS,
    LIMIT_PERSONA_CHARS,
    LIMIT_SUMMARY_CHARS,
    LIMIT_TAG_CHARS,
    LIMIT_TAGS,
    LIMIT_TEMPER,
    LIMIT_TEMPER_CHARS,
    clean_list,
)
from realm_gql.domain.npcs.persona import Persona, Saying
from realm_gql.errors import InvalidInput

UNTOLD_TRADE = "stranger from another tale"
UNTOLD_TEMPER = ("reserved",)
UNTOLD_MANNER = "plainly, as a stranger does"

LIMIT_SAYINGS = 12
LIMIT_SAYING_CHARS = 280
LIMIT_SAYING_KEYS = 4
LIMIT_SPOKEN_CHARS = 2_000
LIMIT_WORDS_OF_TEMPER = 3

PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "tags": ("tags",),
    "creator_notes": ("summary",),
    "description": ("trade", "backstory", "goal", "wares", "bonds"),
    "personality": ("temper", "manner"),
    "first_mes": ("greeting",),
    "mes_example": ("sayings",),
}
"""Which fields of a card the parts of a character go to, and come from."""
TOLD = (*PARTS, "scenario")
"""The fields of a card that the realm puts into words; what the last says, the realm knows by where they live."""

_LABELS = {
    "trade": "occupation|profession|job|trade|vocation|livelihood|role",
    "goal": "goals?|wants|motivations?|objectives?|desires?",
    "manner": "speaks|speech(?: patterns?| style)?|speaking style|manner(?: of speech)?|dialogue style|voice",
    "temper": "personality(?: traits)?|temper(?:ament)?|traits",
    "told": "sells|knows",
}
_LABELLED = {
    part: re.compile(rf"[\s*#>\-\[\]{{}}\"'•]{{0,12}}(?:{labels})[\s*\"']{{0,6}}[:=(](.*)", re.IGNORECASE)
    for part, labels in _LABELS.items()
}
_LISTED = re.compile(r"[\s\[{]{0,8}([^\W\d_][\w /-]{0,40})\((\".{1,900}\")\)[\s\]}]{0,8}")
_EDGES = " \t\n\"'*()[]{}<>,;+."
_BETWEEN = re.compile(r"[,;/•\n]|\"\s*\+\s*\"|\band\b")
_START = re.compile(r"<start>", re.IGNORECASE)
_SPEAKER = re.compile(r"\s{0,8}(\{\{char\}\}|<bot>|<char>|\{\{user\}\}|<user>)\s{0,3}:\s?(.*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,30}")
_STOP_WORDS = """
about again also been before being could does done every everyone from give going have hello here into just know like
look make many more much must need only other over please said should some tell than thank thanks that their them then
there these they thing things think this those want were what when where which will with would you're your
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody as the realm has them, without a place in it yet."""

    name: str
    summary: str
    tags: tuple[str, ...]
    persona: Persona


def read_character(card: Card, mark: Mark | None) -> Character:
    """Who a card tells of.

    Args:
        mark: the realm's own mark on the card, if any: each text that is still as the realm wrote it is taken from
            there, exactly.

    Raises:
        InvalidInput: nothing of the name can be shown.
    """
    told = _from_texts(card)
    if mark is None or mark.persona is None:
        return told
    ours = Character(mark.itself.name, mark.summary, told.tags, mark.persona)
    changed = [field for field in PARTS if not is_as_told(card, mark, field)]
    # Wares and bonds are told in words that cannot be taken apart again: they stay, whatever the words say now.
    taken = [part for field in changed for part in PARTS[field] if part not in ("wares", "bonds")]
    parts = {part: getattr(told.persona, part) for part in taken if part not in ("name", "tags", "summary")}
    summary = plain(card.creator_notes, told.name, TOLD_USER)
    return Character(
        name=told.name if "name" in taken else ours.name,
        summary=shorten(one_line(summary), LIMIT_SUMMARY_CHARS) if "summary" in taken else ours.summary,
        tags=told.tags,
        persona=replace(mark.persona, **parts),
    )


def is_composed(card: Card, mark: Mark | None, field: str) -> bool:
    """Whether a field of a card is the realm's own wording of what its mark says besides, so that none need keep it."""
    return mark is not None and field in mark.composed and is_as_told(card, mark, field)


def is_as_told(card: Card, mark: Mark | None, field: str) -> bool:
    """Whether a field of a card is still as the realm wrote it."""
    return mark is not None and mark.persona is not None and mark.told.get(field) == digest_field(card, field)


def digest_field(card: Card, field: str) -> str:
    """A digest of one of the fields that a character becomes."""
    value = getattr(card, field)
    return digest(list(value) if isinstance(value, tuple) else value)


def write_texts(character: Character, home: str) -> dict[str, Json]:
    """A character as a card tells of it, field by field.

    Args:
        home: the name of the place it lives at, or empty.
    """
    persona = character.persona
    return {
        "name": character.name,
        "description": _description(persona),
        "personality": f"{', '.join(persona.temper)}\nSpeaks: {persona.manner}",
        "scenario": f"{{{{user}}}} meets {{{{char}}}} at {home}." if home else "",
        "first_mes": persona.greeting,
        "mes_example": "\n".join(_example(saying) for saying in persona.sayings),
        "creator_notes": character.summary,
        "tags": list(character.tags),
    }


def digest_parts(character: Character, field: str) -> str:
    """A digest of the parts of a character that a field of a card becomes."""
    persona = character.persona.to_content()
    own: dict[str, Json] = {"name": character.name, "tags": list(character.tags), "summary": character.summary}
    return digest([own[part] if part in own else persona[part] for part in PARTS[field]])


def clean_name(raw: str, char: str = "") -> str:
    """A name as the realm shows it.

    Raises:
        InvalidInput: nothing of it can be shown.
    """
    name = one_line(shorten(one_line(plain(raw, char, TOLD_USER)), LIMIT_NAME_CHARS))
    if is_blank(name):
        raise InvalidInput("name", "Nothing of the card's name can be shown.")
    return name


def _from_texts(card: Card) -> Character:
    name = clean_name(card.name)
    char = one_line(plain(card.called, name, TOLD_USER)) or name
    description = "\n".join(map(_unquoted, plain(card.description, char, TOLD_USER).split("\n")))
    personality = plain(card.personality, char, TOLD_USER)
    trade, goal = _find("trade", description), _find("goal", description)
    backstory = "\n".join(line for line in description.split("\n") if not _is_taken(line)).strip()
    limits = LIMIT_PERSONA_CHARS
    persona = Persona(
        trade=shorten(trade, limits["trade"]) or UNTOLD_TRADE,
        temper=_temper(personality) or _temper(_find("temper", description)) or UNTOLD_TEMPER,
        manner=_manner(personality, description),
        backstory=shorten(backstory, limits["backstory"]),
        goal=shorten(goal, limits["goal"]),
        greeting=shorten(spoken(card.first_mes, char), limits["greeting"]),
        sayings=tuple(_sayings(card.mes_example, char, name)),
    )
    summary = shorten(one_line(backstory or plain(card.scenario, char, TOLD_USER)), LIMIT_SUMMARY_CHARS)
    return Character(name, summary, _tags(card), persona)


def _find(part: str, text: str) -> str:
    """What a text says under one of a part's labels, on one line; empty when it does not."""
    pattern = _LABELLED[part]
    for line in re.split(r"[\n;]", text):
        if (found := pattern.match(line[:1_000])) and (value := _value(found[1])):
            return value
    return ""


def _value(raw: str) -> str:
    return one_line(re.sub(r"\"\s*\+\s*\"", ", ", raw)).strip(_EDGES)


def _unquoted(line: str) -> str:
    """A line as it is told rather than listed: ``Age("31" + "old")`` becomes ``Age: 31, old``."""
    found = _LISTED.fullmatch(line[:1_000])
    return f"{found[1].strip()}: {_value(found[2])}" if found else line


def _is_taken(line: str) -> bool:
    """Whether a line says only what has a place of its own in a persona."""
    if _LABELLED["told"].match(line[:1_000]):
        return True
    # One line may hold everything there is to say, as old cards do.
    return ";" not in line and any(_LABELLED[part].match(line[:1_000]) for part in ("trade", "goal"))


def _temper(text: str) -> tuple[str, ...]:
    """The adjectives that a text begins with, when it lists some rather than tells."""
    head = text.split("\n")[0] if "\n" in text and _LABELLED["manner"].search(text) else text
    words = [word.strip(_EDGES).casefold() for word in _BETWEEN.split(head)]
    short = [
        word for word in words if 0 < len(word) <= LIMIT_TEMPER_CHARS and len(word.split()) <= LIMIT_WORDS_OF_TEMPER
    ]
    return tuple(dict.fromkeys(short))[:LIMIT_TEMPER] if len(short) * 2 > len(words) else ()


def _manner(personality: str, description: str) -> str:
    found = _find("manner", personality) or _find("manner", description)
    if not found and personality and not _temper(personality):
        found = one_line(personality)
    return shorten(found, LIMIT_PERSONA_CHARS["manner"]) or UNTOLD_MANNER


def _tags(card: Card) -> tuple[str, ...]:
    try:
        return tuple(clean_list("tags", card.tags, LIMIT_TAGS, LIMIT_TAG_CHARS))
    except InvalidInput:
        pass
    cleaned = (one_line(plain(tag, card.name, TOLD_USER)) for tag in card.tags)
    fitting = (tag for tag in cleaned if len(tag) <= LIMIT_TAG_CHARS and not is_blank(tag))
    return tuple(dict.fromkeys(fitting))[:LIMIT_TAGS]


def _sayings(example: str, char: str, name: str) -> list[Saying]:
    """The lines an example has them say; what was said before each tells when it fits."""
    found: dict[str, Saying] = {}
    for block in _START.split(example):
        asked = ""
        for speaker, text in _lines(block, (char, name)):
            if speaker == "user":
                asked = text
            elif said := shorten(one_line(spoken(text, char)), LIMIT_SAYING_CHARS):
                found.setdefault(said, Saying(said, _keys(plain(asked, char, SPOKEN_USER))))
                asked = ""
            if len(found) == LIMIT_SAYINGS:
                return list(found.values())
    return list(found.values())


def _lines(block: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Who says what in an example: ``char`` or ``user``, and the text, which may run over several lines."""
    lines: list[tuple[str, str]] = []
    for line in block.split("\n"):
        found = _SPEAKER.match(line)
        own = next((name for name in names if line.startswith(f"{name}:")), None)
        if found is not None:
            lines.append(("user" if "user" in found[1].casefold() else "char", found[2]))
        elif own is not None:
            lines.append(("char", line[len(own) + 1 :]))
        elif lines and len(lines[-1][1]) < LIMIT_SPOKEN_CHARS:
            speaker, text = lines[-1]
            lines[-1] = (speaker, f"{text}\n{line}")
    return lines


def _keys(asked: str) -> tuple[str, ...]:
    words = (word.casefold() for word in _WORD.findall(asked))
    return tuple(dict.fromkeys(word for word in words if word not in _STOP))[:LIMIT_SAYING_KEYS]


def _description(persona: Persona) -> str:
    wares = "; ".join(f"{ware.name} for {ware.price}" for ware in persona.wares)
    bonds = "; ".join(", ".join(filter(None, (bond.name, bond.bond, bond.feeling))) for bond in persona.bonds)
    lines = [
        f"Trade: {persona.trade}",
        persona.backstory,
        f"Wants: {persona.goal}" if persona.goal else "",
        f"Sells: {wares}" if wares else "",
        f"Knows: {bonds}" if bonds else "",
    ]
    return "\n".join(line for line in lines if line)


def _example(saying: Saying) -> str:
    asked = f"{{{{user}}}}: {', '.join(saying.keys)}\n" if saying.keys else ""
    return f"<START>\n{asked}{{{{char}}}}: {saying.text}"
