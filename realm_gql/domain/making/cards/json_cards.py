"""Cards as JSON objects: V1, V2 and V3 read into one model, and written as V2 or V3.

Reading forgives what is common in the wild (null for nothing, a number for a text, fields of the first version beside
``data``) and bounds everything; what it cannot use it refuses with the field's name. Files around the JSON are
`png.py` and `charx.py`.
"""

from __future__ import annotations

from typing import Any

from realm_gql.domain.accounts.texts import is_blank
from realm_gql.domain.making.cards.decorators import text_of
from realm_gql.domain.making.cards.fields import Fields
from realm_gql.domain.making.cards.models import Asset, Card, Lorebook, LoreEntry, Number, Spec
from realm_gql.domain.making.cards.values import CARD, Json
from realm_gql.errors import InvalidInput

LIMIT_NAME_CHARS = 300
LIMIT_TEXT_CHARS = 60_000
LIMIT_GREETINGS = 100
LIMIT_TAGS = 200
LIMIT_TAG_CHARS = 200
LIMIT_LANGUAGES = 100
LIMIT_SOURCES = 200
LIMIT_SOURCE_CHARS = 2_000
LIMIT_ASSETS = 5_000
LIMIT_ENTRIES = 2_000
LIMIT_KEYS = 500
LIMIT_KEY_CHARS = 500

PRIVATE = frozenset({"chat", "fav", "create_date", "json_data"})
"""What SillyTavern keeps beside a card for whoever plays it: nobody else's business, so it goes no further."""
MOVED = frozenset({"talkativeness", "creatorcomment"})
"""Fields of V1 that have another place since."""

BACKFILLED = (
    "This is a Character Card V3, read as V2: what only V3 knows is left out. Use a program that reads V3 to have all."
)
"""What a V2 object says that stands in a file for programs that cannot read the V3 object beside it."""

_TEXTS = (
    "description",
    "personality",
    "scenario",
    "first_mes",
    "mes_example",
    "creator_notes",
    "system_prompt",
    "post_history_instructions",
)


def read_object(read: Json) -> Card:
    """The card that a JSON object holds.

    Args:
        read: as `parse_json` returned it.

    Raises:
        InvalidInput: it is no card, or a field of it cannot be used; `field` says which.
    """
    if not isinstance(read, dict):
        raise InvalidInput(CARD, "This is no character card: its text is not an object.")
    spec = read.get("spec")
    if spec == "lorebook_v3":
        raise InvalidInput(CARD, "This is a lorebook without a character; import a character card.")
    if isinstance(read.get("data"), dict):
        told = str(read.get("spec_version") or "").strip()
        # Whatever comes after V3 is read as far as it is understood.
        version = Spec.V2 if spec in (None, Spec.V2) else Spec.V3
        return _read_data(read["data"], version, told or ("3.0" if version is Spec.V3 else "2.0"))
    if "name" in read:
        return _read_data(_from_v1(read), Spec.V1, "1.0")
    raise InvalidInput(CARD, "This is no character card: it has neither `data` nor `name`.")


def write_v3(card: Card) -> dict[str, Json]:
    """A card as the object of Character Card V3."""
    data = _common(card)
    data["group_only_greetings"] = list(card.group_only_greetings)
    if card.character_book is not None:
        data["character_book"] = _write_book(card.character_book, as_v2=False)
    if card.assets is not None:
        data["assets"] = [
            {"type": asset.type, "uri": asset.uri, "name": asset.name, "ext": asset.ext, **asset.unknown}
            for asset in card.assets
        ]
    if card.creator_notes_multilingual is not None:
        data["creator_notes_multilingual"] = dict(card.creator_notes_multilingual)
    if card.source is not None:
        data["source"] = list(card.source)
    for name in ("nickname", "creation_date", "modification_date"):
        if getattr(card, name) is not None:
            data[name] = getattr(card, name)
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": {**data, **card.unknown}}


def write_v2(card: Card, *, beside_v3: bool = False) -> dict[str, Json]:
    """A card as the object of Character Card V2: what only V3 knows is left out, decorators too.

    Args:
        beside_v3: whether it stands in a file beside the whole V3 object; its notes then say so.
    """
    data = _common(card)
    if beside_v3:
        data["creator_notes"] = f"{BACKFILLED}\n\n{card.creator_notes}".strip()
    if card.character_book is not None:
        data["character_book"] = _write_book(card.character_book, as_v2=True)
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": {**data, **card.unknown}}


def write_entry(entry: LoreEntry) -> dict[str, Json]:
    """A lorebook entry as V3 writes it."""
    written: dict[str, Json] = {
        "keys": list(entry.keys),
        "content": entry.content,
        "extensions": entry.extensions,
        "enabled": entry.enabled,
        "insertion_order": entry.insertion_order,
    }
    for name in (
        "case_sensitive",
        "name",
        "priority",
        "id",
        "comment",
        "selective",
        "secondary_keys",
        "constant",
        "position",
        "use_regex",
    ):
        value = getattr(entry, name)
        if value is not None:
            written[name] = list(value) if isinstance(value, tuple) else value
    return {**written, **entry.unknown}


def read_entry(read: Json, path: str = "entry") -> LoreEntry:
    """The lorebook entry that a JSON object holds.

    Raises:
        InvalidInput: a field of it cannot be used.
    """
    fields = Fields(read, path)
    secondary = fields.texts("secondary_keys", LIMIT_KEYS, LIMIT_KEY_CHARS)
    return LoreEntry(
        keys=fields.texts("keys", LIMIT_KEYS, LIMIT_KEY_CHARS) or (),
        content=fields.text("content", LIMIT_TEXT_CHARS) or "",
        extensions=fields.mapping("extensions") or {},
        enabled=fields.flag("enabled") is not False,
        insertion_order=_first(fields.number("insertion_order"), 100),
        case_sensitive=fields.flag("case_sensitive"),
        name=fields.text("name", LIMIT_NAME_CHARS),
        priority=fields.number("priority"),
        id=fields.number_or_text("id", LIMIT_NAME_CHARS),
        comment=fields.text("comment", LIMIT_TEXT_CHARS),
        selective=fields.flag("selective"),
        secondary_keys=secondary,
        constant=fields.flag("constant"),
        position=fields.text("position", LIMIT_NAME_CHARS),
        use_regex=fields.flag("use_regex"),
        unknown=fields.rest(),
    )


def _read_data(data: dict[str, Json], spec: Spec, spec_version: str) -> Card:
    fields = Fields(data, "")
    name = fields.text("name", LIMIT_NAME_CHARS) or ""
    if is_blank(name):
        raise InvalidInput("name", "The card has no name.")
    texts = {text: fields.text(text, LIMIT_TEXT_CHARS) or "" for text in _TEXTS}
    texts["creator_notes"] = texts["creator_notes"].removeprefix(BACKFILLED).lstrip("\r\n")
    book = fields.mapping("character_book")
    assets = fields.objects("assets", LIMIT_ASSETS)
    languages = fields.mapping("creator_notes_multilingual")
    return Card(
        name=name,
        **texts,
        alternate_greetings=fields.texts("alternate_greetings", LIMIT_GREETINGS, LIMIT_TEXT_CHARS) or (),
        character_book=None if book is None else _read_book(book, "character_book"),
        tags=fields.texts("tags", LIMIT_TAGS, LIMIT_TAG_CHARS) or (),
        creator=fields.text("creator", LIMIT_NAME_CHARS) or "",
        character_version=fields.text("character_version", LIMIT_NAME_CHARS) or "",
        extensions=fields.mapping("extensions") or {},
        assets=None if assets is None else tuple(_read_asset(asset, path) for path, asset in assets),
        nickname=fields.text("nickname", LIMIT_NAME_CHARS),
        creator_notes_multilingual=None if languages is None else _read_languages(languages),
        source=fields.texts("source", LIMIT_SOURCES, LIMIT_SOURCE_CHARS),
        group_only_greetings=fields.texts("group_only_greetings", LIMIT_GREETINGS, LIMIT_TEXT_CHARS) or (),
        creation_date=fields.number("creation_date"),
        modification_date=fields.number("modification_date"),
        unknown={key: value for key, value in fields.rest().items() if key not in PRIVATE},
        spec=spec,
        spec_version=spec_version[:20],
    )


def _from_v1(read: dict[str, Json]) -> dict[str, Json]:
    """The fields of a V1 object where V2 has them. Source: SillyTavern's own conversion."""
    data = {key: value for key, value in read.items() if key not in PRIVATE | MOVED}
    if data.get("avatar") == "none":
        del data["avatar"]
    extensions = dict(data["extensions"]) if isinstance(data.get("extensions"), dict) else {}
    if read.get("talkativeness") is not None:
        extensions.setdefault("talkativeness", read["talkativeness"])
    if not data.get("creator_notes") and read.get("creatorcomment"):
        data["creator_notes"] = read["creatorcomment"]
    if isinstance(data.get("tags"), str):
        data["tags"] = [tag.strip() for tag in data["tags"].split(",") if tag.strip()]
    return {**data, "extensions": extensions}


def _read_book(read: dict[str, Json], path: str) -> Lorebook:
    fields = Fields(read, path)
    entries = fields.objects("entries", LIMIT_ENTRIES) or []
    return Lorebook(
        entries=tuple(read_entry(entry, place) for place, entry in entries),
        name=fields.text("name", LIMIT_NAME_CHARS),
        description=fields.text("description", LIMIT_TEXT_CHARS),
        scan_depth=fields.number("scan_depth"),
        token_budget=fields.number("token_budget"),
        recursive_scanning=fields.flag("recursive_scanning"),
        extensions=fields.mapping("extensions") or {},
        unknown=fields.rest(),
    )


def _read_asset(read: dict[str, Json], path: str) -> Asset:
    fields = Fields(read, path)
    return Asset(
        type=fields.text("type", LIMIT_TAG_CHARS) or "",
        # A picture may stand in its own address; the whole text is bounded.
        uri=fields.text("uri", None) or "",
        name=fields.text("name", LIMIT_NAME_CHARS) or "",
        ext=fields.text("ext", LIMIT_TAG_CHARS) or "",
        unknown=fields.rest(),
    )


def _read_languages(read: dict[str, Json]) -> dict[str, str]:
    fields = Fields(read, "creator_notes_multilingual")
    if len(read) > LIMIT_LANGUAGES:
        raise fields.refused("", f"has {len(read)} languages; at most {LIMIT_LANGUAGES} fit")
    return {language: fields.text(language, LIMIT_TEXT_CHARS) or "" for language in read}


def _common(card: Card) -> dict[str, Json]:
    return {
        "name": card.name,
        **{text: getattr(card, text) for text in _TEXTS},
        "alternate_greetings": list(card.alternate_greetings),
        "tags": list(card.tags),
        "creator": card.creator,
        "character_version": card.character_version,
        "extensions": card.extensions,
    }


def _write_book(book: Lorebook, *, as_v2: bool) -> dict[str, Json]:
    written: dict[str, Json] = {}
    for name in ("name", "description", "scan_depth", "token_budget", "recursive_scanning"):
        if getattr(book, name) is not None:
            written[name] = getattr(book, name)
    entries = [_as_v2(write_entry(entry)) if as_v2 else _as_v3(write_entry(entry)) for entry in book.entries]
    return {**written, "extensions": book.extensions, "entries": entries, **book.unknown}


def _as_v2(entry: dict[str, Json]) -> dict[str, Json]:
    shown = {**entry, "content": text_of(entry["content"])} if entry["content"].lstrip().startswith("@@") else entry
    return {key: value for key, value in shown.items() if key != "use_regex"}


def _as_v3(entry: dict[str, Json]) -> dict[str, Json]:
    return {**entry, "use_regex": entry.get("use_regex", False)}


def _first(number: Number | None, otherwise: Number) -> Any:
    return otherwise if number is None else number
