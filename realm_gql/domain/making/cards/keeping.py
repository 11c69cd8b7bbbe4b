"""What a card says that a persona has no place for: kept in the creation's content, and written out again.

It lies under `CONTENT_KEY` as JSON text, not as JSON: databases put keys in another order, write numbers in another way
and refuse some characters. Nothing of it is ever part of a prompt, notes and system prompts least of all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from realm_gql.domain.making.cards.json_cards import read_object, write_entry, write_v3
from realm_gql.domain.making.cards.lore import CONTENT_KEY
from realm_gql.domain.making.cards.mapping import PARTS, TOLD, Character, digest_parts, is_composed, write_texts
from realm_gql.domain.making.cards.marks import EXTENSION, Mark, read_mark, write_mark
from realm_gql.domain.making.cards.models import Asset, Card, LoreEntry
from realm_gql.domain.making.cards.values import Json, parse_json, write_json
from realm_gql.errors import InvalidInput

LIMIT_KEPT_BYTES = 128 * 1024
"""It is read with the creation wherever that is listed."""
LIMIT_REMARKS = 12

EMBEDDED = ("embeded://", "embedded://", "data:", "__asset:", "~risuasset:")
"""Where an asset lies inside the file that a card came in: only the card of it is kept."""

_ALWAYS = frozenset({"creator_notes"})
"""Kept whatever becomes of the character: its maker's own words to whoever plays it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an imported card.

    `data` is the object of V3 without what the realm itself wrote; an entry of its lorebook that became lore is null.
    `read_as` has a digest of what each field became, `mark` is the realm's mark that was on the card, and `of` the
    creation the card became: its remixes have all of this too.
    """

    data: Mapping[str, Json]
    read_as: Mapping[str, str]
    spec: str
    of: UUID
    remarks: tuple[str, ...] = ()
    mark: Mark | None = None

    def to_content(self) -> dict[str, Any]:
        """As it lies in a creation's content.

        Raises:
            InvalidInput: it is more than fits; `field` names the largest part of it.
        """
        text = write_json(self.data)
        if (size_bytes := len(text.encode())) > LIMIT_KEPT_BYTES:
            largest = max(self.data, key=lambda name: len(write_json(self.data[name])))
            raise InvalidInput(
                largest,
                f"What the card says besides its character has {size_bytes:,} bytes; at most {LIMIT_KEPT_BYTES:,} fit. "
                f"Most of it is `{largest}`.",
            )
        mark = None if self.mark is None else write_json(write_mark(self.mark))
        return {
            "card": text,
            "read_as": dict(self.read_as),
            "spec": self.spec,
            "remarks": list(self.remarks[:LIMIT_REMARKS]),
            "mark": mark,
            "of": str(self.of),
        }


def keep(
    of: UUID,
    card: Card,
    character: Character,
    mark: Mark | None,
    taken: Collection[int] = (),
    remarks: Sequence[str] = (),
) -> Kept:
    """What has to be kept of a card beside the character that was read from it.

    Args:
        of: the creation that the card becomes.
        taken: which entries of its lorebook became lore.
        remarks: what there is to tell whoever imports it.
    """
    extensions = {key: value for key, value in card.extensions.items() if key != EXTENSION}
    assets = tuple(asset for asset in card.assets or () if not _is_inside(asset))
    data = write_v3(replace(card, extensions=extensions, assets=assets or None))["data"]
    if card.character_book is not None:
        entries = [
            None if place in taken else write_entry(entry) for place, entry in enumerate(card.character_book.entries)
        ]
        data["character_book"]["entries"] = entries
    ours = {name for name in TOLD if is_composed(card, mark, name)}
    kept = {
        name: value for name, value in data.items() if name not in ours and (name in TOLD or value not in ("", [], {}))
    }
    read_as = {name: digest_parts(character, name) for name in PARTS if name in kept}
    origin = None if mark is None else replace(mark, persona=None, told={}, composed=frozenset())
    return Kept(kept, read_as, card.spec.value, of, tuple(remarks), origin)


def find_kept(content: Mapping[str, Any]) -> Kept | None:
    """What is kept in a creation's content; None when it came from no card."""
    stored = content.get(CONTENT_KEY)
    if not isinstance(stored, Mapping) or "card" not in stored:
        return None
    found = find_origin_mark(content)
    return Kept(
        data=parse_json(stored["card"].encode()),
        read_as=stored["read_as"],
        spec=stored["spec"],
        remarks=tuple(stored["remarks"]),
        mark=None if found is None else found[0],
        of=UUID(stored["of"]),
    )


def find_origin_mark(content: Mapping[str, Any]) -> tuple[Mark, UUID] | None:
    """The realm's mark that was on the card a creation came from, and the creation that card became; None without."""
    stored = content.get(CONTENT_KEY)
    if not isinstance(stored, Mapping) or not stored.get("mark"):
        return None
    mark = read_mark({EXTENSION: parse_json(stored["mark"].encode())})
    return None if mark is None else (mark, UUID(stored["of"]))


@dataclass(frozen=True, slots=True)
class Origin:
    """What whoever meets an imported character is told of its card. All of it is a stranger's text: show it as text."""

    spec: str
    creator: str
    character_version: str
    creator_notes: str
    license: str
    sources: tuple[str, ...]
    remarks: tuple[str, ...] = field(default=())


def find_origin(content: Mapping[str, Any]) -> Origin | None:
    """Which card a creation came from; None when it came from none."""
    kept = find_kept(content)
    if kept is None:
        return None
    data = {name: value for name, value in kept.data.items() if name != "character_book"}
    card = read_object({"spec": "chara_card_v3", "data": {"name": "?", **data}})  # its name may be the realm's to tell
    return Origin(
        spec=kept.spec,
        creator=card.creator,
        character_version=card.character_version,
        creator_notes=card.creator_notes,
        license=told_license(card),
        sources=find_sources(card),
        remarks=kept.remarks,
    )


def compose_card(
    character: Character, home: str, kept: Kept | None, lore: Mapping[int, LoreEntry]
) -> tuple[Card, frozenset[str]]:
    """The card of a character: what was kept of the one it came from, and what the realm tells where that has changed.

    Args:
        home: the name of the place it lives at, or empty.
        kept: what was kept of the card it came from, if any.
        lore: the entries of its lorebook that are lore of the realm, by their place in it.

    Returns:
        The card, and which of its fields are in the realm's own words.
    """
    told = write_texts(character, home)
    data, read_as = ({}, {}) if kept is None else (dict(kept.data), kept.read_as)
    for name in PARTS:
        if name in data and name not in _ALWAYS and read_as.get(name) != digest_parts(character, name):
            del data[name]
    book = data.pop("character_book", {"entries": []})
    card = read_object({"spec": "chara_card_v3", "data": {**told, **data}})
    return _with_book(card, book, lore), frozenset(name for name in TOLD if name not in data)


def has_files(card: Card) -> bool:
    """Whether a card came with files of its own besides its picture."""
    return any(_is_inside(asset) and asset.name != "main" for asset in card.assets or ())


def told_license(card: Card) -> str:
    """What a card says others may do with it, in its own words; empty when it says nothing."""
    risu = card.extensions.get("risuai")
    for place in (card.extensions.get("license"), risu.get("license") if isinstance(risu, Mapping) else None):
        if isinstance(place, str) and place.strip():
            return place.strip()[:200]
    return ""


def find_sources(card: Card) -> tuple[str, ...]:
    """Where a card says it comes from: its own list, and where the programs in the wild note it."""
    extensions = card.extensions
    found: list[Json] = list(card.source or ())
    for place, prefix in (("chub", "https://chub.ai/characters/"), ("risuai", "")):
        within = extensions.get(place)
        if isinstance(within, Mapping):
            noted = within.get("full_path" if place == "chub" else "source")
            found += [prefix + one for one in (noted if isinstance(noted, list) else [noted]) if isinstance(one, str)]
    found += [extensions.get("source_url"), extensions.get("github_repo"), extensions.get("pygmalion_id")]
    texts = (str(one).strip()[:2_000] for one in found if isinstance(one, str | int) and not isinstance(one, bool))
    return tuple(dict.fromkeys(text for text in texts if text))[:200]


def _is_inside(asset: Asset) -> bool:
    return asset.uri.startswith(EMBEDDED)


def _with_book(card: Card, book: Mapping[str, Json], lore: Mapping[int, LoreEntry]) -> Card:
    """A card with its lorebook put together again: each piece of lore where it stood, what was added behind."""
    stood: list[Json] = list(book["entries"])
    entries = [write_entry(lore[place]) if place in lore else entry for place, entry in enumerate(stood)]
    entries += [write_entry(lore[place]) for place in sorted(lore) if place >= len(stood)]
    whole = [entry for entry in entries if entry is not None]
    if not whole and len(book) == 1:
        return card
    return read_object(
        {"spec": "chara_card_v3", "data": {**write_v3(card)["data"], "character_book": {**book, "entries": whole}}}
    )
