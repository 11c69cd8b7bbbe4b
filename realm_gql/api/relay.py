"""Ids, cursors, nodes and connections: how things are named and paged to clients.

Ids and cursors are opaque to clients and never trusted: whatever cannot be read raises `InvalidInput` before any
database sees it. Which rows a page holds is the domain's business.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Generic, NewType, TypeVar
from uuid import UUID

import strawberry

from realm_gql.errors import InvalidInput
from realm_gql.kit.paging import Page

T = TypeVar("T")
R = TypeVar("R")

PAGE_SIZE = 20
PAGE_SIZE_MAXIMUM = 100
CURSOR_LENGTH_MAXIMUM = 2_000
"""Characters; the longest sort key is a name of a few hundred."""
INT64_MAXIMUM = 2**63 - 1

Cursor = NewType("Cursor", str)
"""A place in a list; the scalar is defined in `api/scalars.py`."""


@strawberry.interface(description="Anything with an id of its own.")
class Node:
    """Anything with an id of its own."""

    id: strawberry.ID = strawberry.field(description="The same for ever, opaque, unique over every kind of thing.")


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = strawberry.field(description="Whether there is more after this page.")
    has_previous_page: bool = strawberry.field(description="Whether there is more before this page.")
    start_cursor: Cursor | None = strawberry.field(description="The place of the first thing on this page.")
    end_cursor: Cursor | None = strawberry.field(description="The place of the last thing on this page.")


@strawberry.type(description="One thing on a page, and its place in the list.")
class Edge(Generic[T]):
    """One thing on a page, and its place in the list."""

    node: T = strawberry.field(description="The thing itself.")
    cursor: Cursor = strawberry.field(description="Its place: give it as `after` to read on from here.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    """One page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The things on this page, in the order of the list.")
    page_info: PageInfo = strawberry.field(description="Where this page lies in the list.")


def to_connection(page: Page[R], node: Callable[[R], T], cursor: Callable[[R], str]) -> Connection[T]:
    """A page of rows as clients see it.

    Args:
        page: the rows, as the domain listed them.
        node: makes the GraphQL object of a row.
        cursor: makes the place of a row, with `encode_cursor`.
    """
    edges = [Edge(node=node(row), cursor=Cursor(cursor(row))) for row in page.items]
    return Connection(edges=edges, page_info=page_info(page, [edge.cursor for edge in edges]))


def page_info(page: Page[Any], cursors: list[Cursor]) -> PageInfo:
    """Where a page lies; `cursors` are the places of its items in their order."""
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def page_size(asked: int | None) -> int:
    """How many things a page may hold: what was asked for, as near as 1 to 100 allow; 20 when nothing was."""
    # Nobody is refused for the number: how many there are is told by the page, and so is whether there are more.
    return PAGE_SIZE if asked is None else min(max(asked, 1), PAGE_SIZE_MAXIMUM)


def global_id(kind: str, key: UUID) -> strawberry.ID:
    """The id of a thing among all kinds of things."""
    return strawberry.ID(_pack(f"{kind}:{key}".encode()))


def parse_id(field: str, raw: str, *kinds: str) -> tuple[str, UUID]:
    """Read an id that a client sent.

    Args:
        field: the input field it came in, as the client wrote it.
        raw: the id.
        kinds: what it may be the id of; anything when empty.

    Returns:
        The kind and the key.

    Raises:
        InvalidInput: it is no id of ours, or of another kind.
    """
    try:
        kind, separator, key = _unpack(raw).decode("ascii").partition(":")
        uuid = UUID(key)
        # Only the one spelling we hand out is an id: two ids of one thing would defeat every cache.
        genuine = bool(separator) and kind.isidentifier() and global_id(kind, uuid) == raw
    except ValueError:
        genuine = False
    if not genuine:
        raise InvalidInput(field, f"`{field}` is not an id of this realm.")
    if kinds and kind not in kinds:
        raise InvalidInput(field, f"`{field}` must be the id of a {' or '.join(kinds)}, not of a {kind}.")
    return kind, uuid


def find_id(raw: str, *kinds: str) -> UUID | None:
    """The key behind an id that is only to be looked up.

    Returns:
        None for what is no id of ours, or of another kind: it names nothing, like the id of something that is gone.
    """
    try:
        return parse_id("id", raw, *kinds)[1]
    except InvalidInput:
        return None


def encode_cursor(*parts: str | int | datetime | UUID) -> Cursor:
    """The place of a row: the values it is sorted by, its key last so that no two places are the same."""
    plain = [_written(part) for part in parts]
    return Cursor(_pack(json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode()))


def decode_cursor(field: str, raw: str, *types: type) -> tuple[Any, ...]:
    """Read a cursor that a client sent.

    Args:
        field: the input field it came in, as the client wrote it.
        raw: the cursor.
        types: what it was made of, in order: str, int, datetime or UUID.

    Returns:
        The values, each of its type.

    Raises:
        InvalidInput: it is no cursor of such a list.
    """
    try:
        if len(raw) > CURSOR_LENGTH_MAXIMUM:
            raise ValueError("too long")
        parts = json.loads(_unpack(raw))
        if not isinstance(parts, list) or len(parts) != len(types):
            raise ValueError("another list's")
        return tuple(_read(part, kind) for part, kind in zip(parts, types, strict=True))
    except (ValueError, OverflowError, RecursionError):
        raise InvalidInput(field, f"`{field}` is not a cursor of this list.") from None


def _written(part: str | int | datetime | UUID) -> str | int:
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat()
    return str(part) if isinstance(part, UUID) else part


def _read(part: object, kind: type) -> object:
    if kind is int:
        if type(part) is not int or abs(part) > INT64_MAXIMUM:
            raise ValueError("not a whole number a database can hold")
        return part
    if not isinstance(part, str):
        raise ValueError("not text")
    if kind is datetime:
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment.astimezone(UTC)
    if kind is UUID:
        return UUID(part)
    part.encode()  # a lone surrogate cannot be sent to a database, nor can a NUL
    if "\x00" in part:
        raise ValueError("NUL")
    return part


def _pack(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> bytes:
    raw = text.encode("ascii")
    decoded = urlsafe_b64decode(raw + b"=" * (-len(raw) % 4))
    if _pack(decoded) != text:
        raise ValueError("not the spelling we hand out")
    return decoded
