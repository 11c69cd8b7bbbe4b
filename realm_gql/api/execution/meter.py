"""Counting what an operation really reads, while it reads it."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError, GraphQLObjectType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from realm_gql.api.execution.cost import is_free

TOO_EXPENSIVE = "QUERY_TOO_EXPENSIVE"


class Meter:
    """How many things an operation has read, and how many it may.

    Args:
        limit: the most things; reading one more fails.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.points = 0


class MeteredExecutor(StrawberryGraphQLCoreExecutionContext):
    """graphql-core's executor, which counts each object before its fields are read."""

    def complete_object_value(self, return_type: GraphQLObjectType, *rest: Any) -> Any:
        meter: Meter | None = self.context_value.meter
        if meter is not None and not is_free(return_type):
            if meter.points >= meter.limit:
                message = f"This read more than the {meter.limit:g} things your budget holds. Ask for less at once."
                raise GraphQLError(message, extensions={"code": TOO_EXPENSIVE})
            meter.points += 1
        return super().complete_object_value(return_type, *rest)
