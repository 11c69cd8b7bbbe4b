"""How a manner colours an answer: reading the manners, and the transformations of a plain answer. No intents here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from training.corpus.manners import BLOCKS

FOODS = "dumpling pickle radish turnip pudding herring bun onion cabbage sausage plum eel pie crumpet parsnip cockle leek pear".split()
_LIMIT_SHORT_WORDS = 13
_LIMIT_ORDER_WORDS = 8


@dataclass(frozen=True, slots=True)
class Style:
    """One manner of speech."""

    key: str
    tempers: tuple[str, ...]
    manners: tuple[str, ...]
    how: str
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _read_styles(text: str) -> dict[str, Style]:
    styles = {}
    for block in text.strip().split("== ")[1:]:
        key, *lines = [line.strip() for line in block.strip().splitlines() if line.strip()]
        fields: dict[str, str] = dict(line.split(": ", 1) for line in lines)
        parts = {name: tuple(part.strip() for part in value.split("|")) for name, value in fields.items()}
        styles[key] = Style(
            key=key,
            tempers=tuple(fields["temper"].split(", ")),
            manners=parts["manner"],
            how=fields["how"],
            opens=parts.get("open", ()),
            closes=parts.get("close", ()),
            own={name[1:]: says for name, says in parts.items() if name.startswith("@")},
        )
    return styles


STYLES: dict[str, Style] = _read_styles(BLOCKS)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part]


def _few(text: str, limit_words: int) -> str:
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and sum(len(said.split()) for said in kept) + len(sentence.split()) > limit_words:
            break
        kept.append(sentence)
    return " ".join(kept)


def _short(text: str) -> str:
    return _few(text, _LIMIT_SHORT_WORDS)


def _orders(text: str) -> str:
    return _few(text, _LIMIT_ORDER_WORDS)


def _log(text: str) -> str:
    said = re.sub(r"\bI am (the |an? )?", "", text)
    said = re.sub(r"\bI (?!will|would)", "", said)
    said = re.sub(r"\bI (will|would) ", "Would ", said)
    said = re.sub(r"\b[Tt]he ", "", said)
    return capitalise(said)


def _clauses(text: str) -> str:
    ordinals = ("first", "second", "third", "fourth")
    parts = sentences(text)[:4]
    return " ".join(f"Item the {ordinals[at]}, {lower_first(part)}" for at, part in enumerate(parts))


def _runon(text: str) -> str:
    parts = [part.rstrip(".!?") for part in sentences(text)]
    return " and then ".join([parts[0], *(lower_first(part) for part in parts[1:])]) + "."


def _boom(text: str) -> str:
    return " ".join(re.sub(r"\.$", "!", part) for part in sentences(text))


def _threes(text: str) -> str:
    out = []
    for sentence in sentences(text)[:2]:
        words = sentence.rstrip(".!?").split()
        chunks = [words[at : at + 3] for at in range(0, len(words), 3)]
        if len(chunks) > 1 and len(chunks[-1]) == 1:
            chunks[-2:] = [chunks[-2] + chunks[-1]]
        out += [capitalise(" ".join(chunk).rstrip(",;:")) for chunk in chunks]
    return ". ".join(out) + "."


def _we(text: str) -> str:
    for old, new in (
        ("I am", "we are"),
        ("I was", "we are"),
        ("I have", "we have"),
        ("I had", "we have"),
        ("I", "we"),
        ("my", "our"),
    ):
        text = re.sub(rf"\b{old}\b", new, text)
    text = re.sub(r"\b[Mm]y\b", "our", re.sub(r"\bme\b", "us", text))
    return " ".join(capitalise(part) for part in sentences(text))


def _salty(text: str) -> str:
    return re.sub(r"\byour\b", "yer", re.sub(r"\byou\b", "ye", re.sub(r"\bYou\b", "Ye", text)))


def _same(text: str) -> str:
    return text


TRANSFORMS: dict[str, Callable[[str], str]] = {
    "plain": _same, "short": _short, "orders": _orders, "log": _log, "clauses": _clauses, "hedge": _same, "patter": _boom,
    "runon": _runon, "boom": _boom, "threes": _threes, "we": _we, "smaller": _same, "young": _same, "salty": _salty,
}  # fmt: skip
# Transformations that cut a text apart may not touch a copied lore sentence.
GENTLE_FOR_LORE = {"short", "orders", "clauses", "runon", "threes", "we", "log", "salty"}


def capitalise(text: str) -> str:
    """Upper-case the first letter and leave the rest."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Lower-case a sentence's first letter unless it begins with I or a name."""
    first = text.split(" ", 1)[0].strip(".,!?")
    common = {
        "the",
        "it",
        "that",
        "there",
        "you",
        "they",
        "a",
        "an",
        "my",
        "this",
        "no",
        "not",
        "to",
        "ask",
        "for",
        "if",
        "then",
        "we",
        "who",
    }
    return text[:1].lower() + text[1:] if first.lower() in common else text
