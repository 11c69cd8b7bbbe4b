"""What a client sent, checked for its shape before anything reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

BAD_REQUEST = "BAD_REQUEST"


@dataclass(frozen=True, slots=True)
class Request:
    """One operation as it was asked for."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None


class RequestRefused(Exception):
    """An operation that was not run at all; `status` is HTTP's word for why.

    `well_formed` tells a request that was understood and whose document or variables do not fit from one that could
    not be read: GraphQL over HTTP answers the former with 200 to clients that only know ``application/json``.
    """

    def __init__(self, errors: list[GraphQLError], status: int = 400, well_formed: bool = False) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors
        self.status = status
        self.well_formed = well_formed

    @classmethod
    def because(
        cls, message: str, code: str = BAD_REQUEST, status: int = 400, well_formed: bool = False, **extensions: Any
    ) -> RequestRefused:
        """A refusal with one error of ours."""
        return cls([GraphQLError(message, extensions={"code": code, **extensions})], status, well_formed)


def parse_request(raw: object) -> Request:
    """Read the parameters of a GraphQL request.

    Args:
        raw: the decoded JSON, whatever it is.

    Raises:
        RequestRefused: it is no request.
    """
    if not isinstance(raw, Mapping):
        raise RequestRefused.because('A request is a JSON object with a `query`, as {"query": "{ realm { name } }"}.')
    query = raw.get("query")
    if not isinstance(query, str) or not query.strip():
        raise RequestRefused.because("`query` must be the text of a GraphQL document.")
    variables = raw.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise RequestRefused.because("`variables` must be an object.")
    operation_name = raw.get("operationName")
    if operation_name is not None and not isinstance(operation_name, str):
        raise RequestRefused.because("`operationName` must be text.")
    extensions = raw.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise RequestRefused.because("`extensions` must be an object.")
    try:
        return Request(query, without_nul(variables or {}), operation_name or None)
    except RecursionError:
        raise RequestRefused.because("`variables` is nested too deeply.") from None


def without_nul(value: Any) -> Any:
    """The same value with every U+0000 in its texts read as U+FFFD, as HTML does: PostgreSQL stores no NUL."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {name: without_nul(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_nul(part) for part in value]
    return value
