"""Reading one JSON object field by field, within bounds, with the field's name in every refusal. Knows no card."""

from __future__ import annotations

import re

from realm_gql.domain.making.cards.values import CARD, Json
from realm_gql.errors import InvalidInput

_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")


class Fields:
    """The fields of an object; each is asked for by name, and `rest` is what was never asked for.

    Null is the same as nothing. A number stands for a text where a text is wanted, and a text of digits for a number:
    programs that write cards mix them up.

    Args:
        read: the object.
        path: where it lies in the card, for errors; empty for the card itself.

    Raises:
        InvalidInput: it is no object.
    """

    def __init__(self, read: Json, path: str) -> None:
        if not isinstance(read, dict):
            raise InvalidInput(path or CARD, f"`{path or CARD}` is not an object.")
        self._read = read
        self._path = path
        self._asked: set[str] = set()

    def text(self, name: str, limit_chars: int | None) -> str | None:
        """A text of at most `limit_chars` characters.

        Raises:
            InvalidInput: it is longer, or no text.
        """
        return self._text(self._take(name), name, limit_chars)

    def texts(self, name: str, limit: int, limit_chars: int) -> tuple[str, ...] | None:
        """Texts, at most `limit` of them; one text alone is a list of one, and an empty one of none.

        Raises:
            InvalidInput: there are more, one is longer than `limit_chars`, or one is no text.
        """
        value = self._take(name)
        if isinstance(value, str):
            value = [value] if value.strip() else []
        listed = self._list(value, name, limit)
        if listed is None:
            return None
        texts = (self._text(item, f"{name}[{place}]", limit_chars) for place, item in enumerate(listed))
        return tuple(text for text in texts if text is not None)

    def objects(self, name: str, limit: int) -> list[tuple[str, dict[str, Json]]] | None:
        """Objects with where each lies, at most `limit` of them; nulls between them are left out.

        Raises:
            InvalidInput: there are more, or one is no object.
        """
        value = self._take(name)
        if isinstance(value, dict):
            value = list(value.values())  # SillyTavern's own lorebooks number their entries
        listed = self._list(value, name, limit)
        if listed is None:
            return None
        found = []
        for place, item in enumerate(listed):
            if item is not None and not isinstance(item, dict):
                raise self.refused(f"{name}[{place}]", "is not an object")
            if item is not None:
                found.append((self._place(f"{name}[{place}]"), item))
        return found

    def number(self, name: str) -> int | float | None:
        """A number.

        Raises:
            InvalidInput: it is none.
        """
        value = self._take(name)
        if isinstance(value, str):
            if not value.strip():
                return None
            if _NUMBER.fullmatch(value.strip()):
                return float(value) if "." in value else int(value)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value
        raise self.refused(name, "is not a number")

    def number_or_text(self, name: str, limit_chars: int) -> int | float | str | None:
        """A number or a text, as it is.

        Raises:
            InvalidInput: it is neither, or a text that is too long.
        """
        value = self._take(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        return self._text(value, name, limit_chars)

    def flag(self, name: str) -> bool | None:
        """Yes or no.

        Raises:
            InvalidInput: it is neither.
        """
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return value
        if value in (0, 1, "true", "false", ""):
            return value in (1, "true")
        raise self.refused(name, "is neither true nor false")

    def mapping(self, name: str) -> dict[str, Json] | None:
        """An object as it is. An empty list is one too: some languages cannot tell them apart.

        Raises:
            InvalidInput: it is none.
        """
        value = self._take(name)
        if value == []:
            return {}
        if value is None or isinstance(value, dict):
            return value
        raise self.refused(name, "is not an object")

    def rest(self) -> dict[str, Json]:
        """Every field that was not asked for."""
        return {key: value for key, value in self._read.items() if key not in self._asked}

    def refused(self, name: str, why: str) -> InvalidInput:
        """The error for a field, whose name is relative to this object."""
        place = self._place(name)
        return InvalidInput(place, f"`{place}` {why}.")

    def _take(self, name: str) -> Json:
        self._asked.add(name)
        return self._read.get(name)

    def _text(self, value: Json, name: str, limit_chars: int | None) -> str | None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.refused(name, "is not a text")
        if limit_chars is not None and len(value) > limit_chars:
            raise self.refused(name, f"has {len(value):,} characters; at most {limit_chars:,} fit")
        return value

    def _list(self, value: Json, name: str, limit: int) -> list[Json] | None:
        if value is None:
            return None
        if not isinstance(value, list):
            raise self.refused(name, "is not a list")
        if len(value) > limit:
            raise self.refused(name, f"has {len(value):,} entries; at most {limit:,} fit")
        return value

    def _place(self, name: str) -> str:
        return ".".join(part for part in (self._path, name[:80]) if part)
