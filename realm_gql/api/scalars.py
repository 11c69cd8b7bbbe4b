"""The realm's own scalars: how moments, keys and cursors are written and read."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from realm_gql.api.relay import Cursor
from realm_gql.kit.clock import written


def read_moment(raw: object) -> datetime:
    """A moment that a client sent.

    Raises:
        GraphQLError: it is none, or it does not say its time zone.
    """
    try:
        if isinstance(raw, str) and "T" in raw.upper() and (moment := datetime.fromisoformat(raw)).tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise GraphQLError("A DateTime is a moment as RFC 3339 writes it, with its zone: 2026-11-24T18:30:00Z.")


def read_uuid(raw: object) -> UUID:
    """A UUID that a client sent.

    Raises:
        GraphQLError: it is none.
    """
    try:
        if isinstance(raw, str) and raw.isascii():
            return UUID(raw)
    except ValueError:
        pass
    raise GraphQLError("A UUID is written as 01932d3e-7c2a-7b54-8f3e-0d7c5a1b9e42.")


def read_cursor(raw: object) -> Cursor:
    """A cursor that a client sent; what it means is found out by the list it is for.

    Raises:
        GraphQLError: it is not even text.
    """
    if isinstance(raw, str):
        return Cursor(raw)
    raise GraphQLError("A Cursor is a text that a page of a list gave out.")


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment as RFC 3339 writes it, in UTC: `2026-11-24T18:30:00Z`.",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc3339",
        serialize=written,
        parse_value=read_moment,
    ),
    UUID: strawberry.scalar(
        name="UUID",
        description="A key of 128 bits, in hexadecimal: `01932d3e-7c2a-7b54-8f3e-0d7c5a1b9e42`.",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc9562",
        serialize=str,
        parse_value=read_uuid,
    ),
    Cursor: strawberry.scalar(
        name="Cursor",
        description="A place in a list, opaque: take it from a page and give it back as `after` or `before`.",
        serialize=str,
        parse_value=read_cursor,
    ),
}
