"""What a character card holds: V1, V2 and V3 in one shape. Nothing here reads or writes; that is `json_cards.py`.

Every field has its name of the specification. What the specification does not know is kept in `unknown` or, where it
belongs, in `extensions`; None is what a card leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from realm_gql.domain.making.cards.values import Json

Number = int | float


class CardFormat(StrEnum):
    """The files a card comes in."""

    PNG = "PNG"
    JSON = "JSON"
    CHARX = "CHARX"


class Spec(StrEnum):
    """What a card says it is; the first version said nothing."""

    V1 = "chara_card_v1"
    V2 = "chara_card_v2"
    V3 = "chara_card_v3"


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture, sound or other file that goes with a character; `uri` says where it is."""

    type: str
    uri: str
    name: str
    ext: str
    unknown: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoreEntry:
    """One piece of a lorebook: what is said of it when a text touches one of its keys.

    `content` is as the file has it, decorators and all; `decorators.py` takes them apart.
    """

    keys: tuple[str, ...] = ()
    content: str = ""
    extensions: dict[str, Json] = field(default_factory=dict)
    enabled: bool = True
    insertion_order: Number = 100
    case_sensitive: bool | None = None
    name: str | None = None
    priority: Number | None = None
    id: Number | str | None = None
    comment: str | None = None
    selective: bool | None = None
    secondary_keys: tuple[str, ...] | None = None
    constant: bool | None = None
    position: str | None = None
    use_regex: bool | None = None
    unknown: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lorebook:
    """What a character knows besides itself."""

    entries: tuple[LoreEntry, ...] = ()
    name: str | None = None
    description: str | None = None
    scan_depth: Number | None = None
    token_budget: Number | None = None
    recursive_scanning: bool | None = None
    extensions: dict[str, Json] = field(default_factory=dict)
    unknown: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A character card. `spec` and `spec_version` are what the file said; a card is written as what is asked for.

    Source: the specifications of Character Card V1, V2 (2023-05-17) and V3.
    """

    name: str
    description: str = ""
    personality: str = ""
    scenario: str = ""
    first_mes: str = ""
    mes_example: str = ""
    creator_notes: str = ""
    system_prompt: str = ""
    post_history_instructions: str = ""
    alternate_greetings: tuple[str, ...] = ()
    character_book: Lorebook | None = None
    tags: tuple[str, ...] = ()
    creator: str = ""
    character_version: str = ""
    extensions: dict[str, Json] = field(default_factory=dict)
    assets: tuple[Asset, ...] | None = None
    nickname: str | None = None
    creator_notes_multilingual: dict[str, str] | None = None
    source: tuple[str, ...] | None = None
    group_only_greetings: tuple[str, ...] = ()
    creation_date: Number | None = None
    modification_date: Number | None = None
    unknown: dict[str, Json] = field(default_factory=dict)
    spec: Spec = Spec.V3
    spec_version: str = "3.0"

    @property
    def called(self) -> str:
        """What ``{{char}}`` stands for."""
        return self.nickname or self.name

    @property
    def is_newer(self) -> bool:
        """Whether it says to be of a version that came after ours."""
        try:
            return float(self.spec_version) > 3.0
        except ValueError:
            return False
