"""What a player may say or write, and to whom it is said: pure rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from uuid import UUID

from realm_gql.errors import InvalidInput

LIMIT_SPEECH_CHARS = 2000
LIMIT_MARKS_IN_A_ROW = 30
"""No writing has more on one letter. Source: the Stream-Safe Text Format of Unicode Standard Annex 15."""


def clean_speech(text: str) -> str:
    """The line as it is kept: composed, trimmed, with runs of blank lines closed up.

    Raises:
        InvalidInput: it is empty, longer than `LIMIT_SPEECH_CHARS` characters, or holds control characters or heaps of
            marks.
    """
    said = clean_writing("text", text, LIMIT_SPEECH_CHARS)
    if not any(unicodedata.category(char)[0] in "LNPS" for char in said):
        raise InvalidInput("text", "Say something: the line is empty.")
    return said


def clean_writing(field: str, text: str, limit_chars: int) -> str:
    """What a player wrote as it is kept: composed, trimmed, with runs of blank lines closed up; it may be empty.

    Args:
        field: the input field it came in, as the client wrote it.
        text: what was written, in any language.
        limit_chars: how long it may be.

    Raises:
        InvalidInput: it is too long, or holds control characters or heaps of marks.
    """
    # Before anything else: composing sorts the marks of a letter, in the square of their number.
    if _most_marks_in_a_row(text) > LIMIT_MARKS_IN_A_ROW:
        raise InvalidInput(field, "That is too many marks on one letter; write plain text.")
    said = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if len(said) > limit_chars:
        raise InvalidInput(field, f"Say it in at most {limit_chars:,} characters; this has {len(said):,}.")
    # U+FFFD stands where something could not be read: a broken byte, or a NUL on its way through the API.
    if any(char == "\ufffd" or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") for char in said):
        raise InvalidInput(field, "Leave out control characters; write plain text.")
    return re.sub(r"\n{3,}", "\n\n", said)


def _most_marks_in_a_row(text: str) -> int:
    most = marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        most = max(most, marks)
    return most


def addressed(said: str, present: Sequence[tuple[UUID, str]], last: UUID | None) -> UUID | None:
    """Whom a line is said to, of those present (id and name, in order): who is named, else whom one last spoke with.

    Nobody named and nobody spoken with yet: the first of those present. Nobody present: None.
    """
    words = said.casefold()
    for npc_id, name in present:
        first_name = name.casefold().split()[0]
        if any(re.search(rf"\b{re.escape(called)}\b", words) for called in (name.casefold(), first_name)):
            return npc_id
    here = [npc_id for npc_id, _ in present]
    if last in here:
        return last
    return here[0] if here else None
