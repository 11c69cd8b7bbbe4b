"""Character cards as programs really write them: three of each version, with the oddities each program leaves.

Built by hand, field by field: what SillyTavern keeps beside a card, what chub and RisuAI put into extensions, which
chunks stand where. Nothing here uses the code under test.
"""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def text_chunk(keyword: str, text: bytes) -> bytes:
    """A text chunk with base64 inside, as cards are."""
    return chunk(b"tEXt", keyword.encode() + b"\0" + base64.b64encode(text))


def png(*before_end: bytes, width: int = 2, animated: bool = False) -> bytes:
    """A small picture, with chunks just before its end."""
    header = struct.pack(">IIBBBBB", width, 2, 8, 2, 0, 0, 0)
    row = b"\0" + b"\x30\x50\x70" * width
    pixels = zlib.compress(row * 2)
    parts = [SIGNATURE, chunk(b"IHDR", header), chunk(b"tEXt", b"Software\0Paint")]
    if animated:
        parts += [chunk(b"acTL", struct.pack(">II", 2, 0)), frame_control(0, width), chunk(b"IDAT", pixels)]
        parts += [frame_control(1, width), chunk(b"fdAT", struct.pack(">I", 2) + pixels)]
    else:
        parts.append(chunk(b"IDAT", pixels))
    return b"".join((*parts, *before_end, chunk(b"IEND", b"")))


def frame_control(number: int, width: int) -> bytes:
    """The header of a frame of an APNG."""
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, width, 2, 0, 0, 1, 10, 0, 0))


def charx(card: dict[str, Any] | bytes, members: dict[str, bytes] | None = None) -> bytes:
    """An archive as RisuAI writes it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members or {}).items():
            archive.writestr(name, data)
        archive.writestr("card.json", card if isinstance(card, bytes) else dump(card))
    return written.getvalue()


def dump(card: dict[str, Any]) -> bytes:
    """A card as JSON, as JavaScript writes it."""
    return json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode()


# ---- V1 -------------------------------------------------------------------------------------------------------------

TAVERN_V1: dict[str, Any] = {
    "name": "Aqua Vane",
    "description": '[Character("Aqua Vane")\nAge("31")\nOccupation("lighthouse keeper" + "smuggler")\nLikes("fog")]',
    "personality": "wry, watchful, generous",
    "first_mes": "*{{char}} holds the lamp up.* Oh, it's you, {{user}}. Mind the stairs.",
    "avatar": "none",
    "chat": "Aqua Vane - 2023-3-14 @19h 02m 11s 004ms",
    "mes_example": "<START>\n{{user}}: What is in the barrels?\n{{char}}: Herring. Mostly herring.\n"
    "<START>\n{{char}}: *shrugs* The fog keeps my books.",
    "scenario": "{{user}} washes up below the lighthouse.",
    "create_date": "2023-3-14 @19h 02m 11s 004ms",
    "talkativeness": "0.5",
    "fav": True,
    "creatorcomment": "Best with long replies.",
}
"""SillyTavern before V2: flat, with what it keeps for itself beside it."""

CHUB_V1: dict[str, Any] = {
    "name": "Old Brine",
    "description": "<BOT> is a drowned innkeeper who does not know.\r\n\r\nOccupation: innkeeper\r\nGoal: to be paid",
    "personality": "Hospitable to a fault. He wipes the same glass all night.",
    "scenario": "",
    "first_mes": "Welcome, <USER>! Wet out?",
    "mes_example": "",
    "tags": ["Male", "Ghost", "A tag that is much too long to be one of ours"],
    "creator": "brinewriter",
}
"""A download of the early chub, with the line ends of a browser's text area."""

PLAIN_V1: dict[str, Any] = {
    "name": "火 the Ember",
    "description": "A spark that talks. 🔥",
    "personality": "",
    "scenario": "",
    "first_mes": "",
    "mes_example": "",
}
"""The six fields and nothing else."""

# ---- V2 -------------------------------------------------------------------------------------------------------------

TAVERN_V2: dict[str, Any] = {
    "name": "Seraphina Holt",
    "description": "{{char}} keeps bees on a chapel's roof.\n\nProfession: beekeeper\nGoals: to move the chapel",
    "personality": "patient, exact and blunt",
    "scenario": "On the roof, at noon.",
    "first_mes": "Slowly, {{user}}. They know you now.",
    "mes_example": "<START>\n{{user}}: Do the bees sting?\n{{char}}: Only the curious ones.",
    "creatorcomment": "Made for a friend.",
    "avatar": "none",
    "chat": "Seraphina Holt - 2024-1-2 @10h 00m 00s 000ms",
    "talkativeness": "0.5",
    "fav": False,
    "tags": ["bees", "chapel"],
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        "name": "Seraphina Holt",
        "description": "{{char}} keeps bees on a chapel's roof.\n\nProfession: beekeeper\nGoals: to move the chapel",
        "personality": "patient, exact and blunt",
        "scenario": "On the roof, at noon.",
        "first_mes": "Slowly, {{user}}. They know you now.",
        "mes_example": "<START>\n{{user}}: Do the bees sting?\n{{char}}: Only the curious ones.",
        "creator_notes": "Made for a friend.",
        "system_prompt": "{{original}}\nWrite two paragraphs.",
        "post_history_instructions": "",
        "tags": ["bees", "chapel"],
        "creator": "hive",
        "character_version": "1.2",
        "alternate_greetings": ["You again.", "*hums*"],
        "extensions": {
            "talkativeness": "0.5",
            "fav": False,
            "world": "Chapel",
            "depth_prompt": {"prompt": "Bees are listening.", "depth": 4, "role": "system"},
        },
        "character_book": {
            "name": "Chapel",
            "extensions": {},
            "entries": [
                {
                    "id": 0,
                    "keys": ["chapel", "bell tower"],
                    "secondary_keys": ["roof"],
                    "comment": "The chapel",
                    "content": "The chapel leans a finger's breadth more each year.",
                    "constant": False,
                    "selective": True,
                    "insertion_order": 100,
                    "enabled": True,
                    "position": "before_char",
                    "use_regex": True,
                    "extensions": {
                        "position": 0,
                        "exclude_recursion": False,
                        "display_index": 0,
                        "probability": 100,
                        "useProbability": True,
                        "depth": 4,
                        "selectiveLogic": 0,
                        "group": "",
                        "prevent_recursion": False,
                        "scan_depth": None,
                        "match_whole_words": None,
                        "case_sensitive": None,
                        "role": 0,
                        "vectorized": False,
                        "sticky": 0,
                        "cooldown": 0,
                    },
                },
                {
                    "id": 1,
                    "keys": ["queen"],
                    "secondary_keys": [],
                    "comment": "",
                    "content": "The queen of the third hive is older than {{char}}.",
                    "constant": True,
                    "selective": False,
                    "insertion_order": 90,
                    "enabled": True,
                    "position": "after_char",
                    "extensions": {"position": 1, "display_index": 1},
                },
                {
                    "id": 2,
                    "keys": ["wasp"],
                    "secondary_keys": [],
                    "comment": "not yet",
                    "content": "There will be wasps.",
                    "constant": False,
                    "selective": False,
                    "insertion_order": 80,
                    "enabled": False,
                    "position": "after_char",
                    "extensions": {},
                },
            ],
        },
    },
    "create_date": "2024-1-2 @10h 00m 00s 000ms",
}
"""SillyTavern's V2: V1's fields again beside `data`, and its world info as a book, all of it patterns."""

CHUB_V2: dict[str, Any] = {
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        "name": "Widow Marsh",
        "description": "**Name:** Widow Marsh\n**Occupation:** reed cutter\n**Speech:** never finishes a\n"
        "She has buried four husbands and one chair. She owns the only dry road.",
        "personality": "",
        "scenario": "The dry road, at dusk.",
        "first_mes": '<div style="color:red">You want the road?</div>\n\n![reeds](https://avatars.example/reeds.png)',
        "mes_example": "",
        "creator_notes": "<style>body{background:url(https://track.example/p.gif)}</style><h1>Widow Marsh</h1>"
        '<script>alert(1)</script>Join my <a href="https://chat.example">server</a>!',
        "system_prompt": "",
        "post_history_instructions": "[Stay in the marsh.]",
        "alternate_greetings": [],
        "tags": ["Female", "OC", "Marsh"],
        "creator": "reedhand",
        "character_version": "main",
        "avatar": "https://avatars.example/avatars/reedhand/widow-marsh/chara_card_v2.png",
        "extensions": {
            "chub": {
                "id": 84213,
                "full_path": "reedhand/widow-marsh",
                "preset": None,
                "extensions": [],
                "expressions": None,
                "custom_css": "",
                "alt_expressions": {},
                "related_lorebooks": [],
            },
            "depth_prompt": {"depth": 0, "prompt": ""},
        },
        "character_book": None,
    },
}
"""A download of chub: notes that are a page, a null book, its own provenance."""

RISU_V2: dict[str, Any] = {
    "spec": "chara_card_v2",
    "spec_version": "2.0",
    "data": {
        "name": "Kite",
        "description": "A messenger made of paper.",
        "personality": "light",
        "scenario": "",
        "first_mes": "{{random:Fold me, Read me}}.",
        "mes_example": "{{user}}: From whom?\nKite: From you, tomorrow.",
        "creator_notes": "",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "tags": [],
        "creator": "",
        "character_version": 1,
        "extensions": {
            "risuai": {
                "emotions": [["smile", "__asset:0"]],
                "additionalAssets": [["letter", "__asset:1", "png"]],
                "bias": [],
                "viewScreen": "none",
                "customScripts": [{"comment": "", "in": "(a", "out": "b", "type": "editdisplay"}],
                "utilityBot": False,
                "license": "CC BY-NC-SA 4.0",
                "source": ["risurealm:1f2e"],
            }
        },
        "character_book": {
            "scan_depth": 5,
            "token_budget": 600,
            "recursive_scanning": False,
            "extensions": {"risu_fullWordMatching": False},
            "entries": [
                {
                    "keys": ["ink"],
                    "content": "@@depth 2\n@@position after_desc\nRain makes {{char}} forget.",
                    "extensions": {"risu_case_sensitive": False, "risu_bookVersion": 2},
                    "enabled": True,
                    "insertion_order": 10,
                    "constant": False,
                    "selective": False,
                    "name": "Rain",
                    "comment": "Rain",
                    "case_sensitive": False,
                }
            ],
        },
    },
}
"""RisuAI's V2: a version that is a number, a license in its extension, files in chunks of their own."""

# ---- V3 -------------------------------------------------------------------------------------------------------------

TAVERN_V3: dict[str, Any] = {
    **json.loads(json.dumps(TAVERN_V2)),
    "spec": "chara_card_v3",
    "spec_version": "3.0",
}
TAVERN_V3["data"]["group_only_greetings"] = []
"""SillyTavern's V3: its V2 with another name."""

RISU_V3: dict[str, Any] = {
    "spec": "chara_card_v3",
    "spec_version": "3.0",
    "data": {
        "name": "Lantern Six",
        "description": "The sixth of nine lanterns. It counts the others.\nRole: lamp\nWants: to be the seventh",
        "personality": "jealous; bright; exact",
        "scenario": "",
        "first_mes": "One, two, three, four, five, me.",
        "mes_example": "",
        "creator_notes": "English notes.",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": ["Six."],
        "tags": ["lamp"],
        "creator": "wick",
        "character_version": "3",
        "nickname": "Six",
        "group_only_greetings": ["Are you the seventh?"],
        "creator_notes_multilingual": {"en": "English notes.", "ko": "한국어 설명"},
        "source": ["risurealm:77aa", "https://realm.example/card/77aa"],
        "creation_date": 1_700_000_000,
        "modification_date": 1_700_500_000,
        "assets": [
            {"type": "icon", "uri": "embeded://assets/icon/image/main.png", "name": "main", "ext": "png"},
            {"type": "emotion", "uri": "embeded://assets/emotion/image/glow.webp", "name": "glow", "ext": "webp"},
            {"type": "background", "uri": "https://pictures.example/hall.png", "name": "main", "ext": "png"},
            {"type": "x-risu-asset", "uri": "embeded://assets/other/audio/hum.mp3", "name": "hum", "ext": "mp3"},
        ],
        "extensions": {
            "risuai": {
                "license": "CC BY 4.0",
                "triggerscript": [],
                "virtualscript": "print('hi')",
                "largePortrait": False,
            },
            "depth_prompt": {"depth": 0, "prompt": ""},
        },
        "character_book": {
            "scan_depth": 5,
            "token_budget": 600,
            "recursive_scanning": False,
            "extensions": {},
            "entries": [
                {
                    "keys": ["seventh"],
                    "secondary_keys": ["lantern"],
                    "content": "@@depth 0\n@@@instruct_depth 1\n@@activate_only_after 2\nThe seventh went out.",
                    "extensions": {"risu_case_sensitive": False},
                    "enabled": True,
                    "insertion_order": 100,
                    "constant": False,
                    "selective": True,
                    "name": "Seven",
                    "comment": "Seven",
                    "case_sensitive": False,
                    "use_regex": False,
                    "id": "a1b2-c3",
                    "mode": "normal",
                    "folder": "wars",
                },
                {
                    "keys": ["/lamp(s)?/i"],
                    "content": "Lamps are kin.",
                    "extensions": {},
                    "enabled": True,
                    "insertion_order": 50,
                    "use_regex": True,
                    "constant": False,
                },
            ],
        },
    },
}
"""RisuAI's V3, of a CHARX: files inside, a nickname, languages, sources, decorators, fields of its own in an entry."""

EDITOR_V3: dict[str, Any] = {
    "spec": "chara_card_v3",
    "spec_version": "3.5",
    "data": {
        "name": "Nobody's Dog",
        "description": "It follows. " * 300,
        "personality": "loyal",
        "scenario": "Any road.",
        "first_mes": "Woof?",
        "mes_example": "<START>\n{{user}}: Whose dog are you?\n{{char}}: Yours, by\nthe look of it.",
        "creator_notes": "",
        "system_prompt": "",
        "post_history_instructions": "",
        "alternate_greetings": [],
        "tags": [],
        "creator": "",
        "character_version": "",
        "group_only_greetings": [],
        "mood_ring": {"colour": "teal", "numbers": [1, 2.5, -3e2, 12345678901234567890]},
        "extensions": {"editor/9": {"tabs": [1, None, True], "": "empty key"}},
    },
}
"""A version that is to come, with a field nobody knows and a description longer than anybody keeps in mind."""

WILD: dict[str, tuple[dict[str, Any], Callable[[], bytes]]] = {
    "tavern v1": (TAVERN_V1, lambda: png(text_chunk("chara", dump(TAVERN_V1)))),
    "chub v1": (CHUB_V1, lambda: dump(CHUB_V1)),
    "plain v1, animated": (PLAIN_V1, lambda: png(text_chunk("Chara", dump(PLAIN_V1)), animated=True)),
    "tavern v2": (TAVERN_V2, lambda: png(text_chunk("chara", dump(TAVERN_V2)))),
    "chub v2": (CHUB_V2, lambda: b"\xef\xbb\xbf" + json.dumps(CHUB_V2, indent=4).encode()),
    "risu v2": (
        RISU_V2,
        lambda: png(
            text_chunk("chara-ext-asset_:0", b"\x89PNG..."),
            text_chunk("chara-ext-asset_:1", b"\x89PNG..."),
            text_chunk("chara", dump(RISU_V2)),
        ),
    ),
    "tavern v3": (TAVERN_V3, lambda: png(text_chunk("chara", dump(TAVERN_V2)), text_chunk("ccv3", dump(TAVERN_V3)))),
    "risu v3": (
        RISU_V3,
        lambda: charx(
            RISU_V3,
            {
                "assets/icon/image/main.png": png(),
                "assets/emotion/image/glow.webp": b"RIFF....WEBP",
                "assets/other/audio/hum.mp3": b"ID3" * 400,
                "module.risum": b"\x6f\x00binary",
            },
        ),
    ),
    "editor v3": (EDITOR_V3, lambda: dump(EDITOR_V3)),
}
"""Each card's object as its program has it, and the file it comes in."""
