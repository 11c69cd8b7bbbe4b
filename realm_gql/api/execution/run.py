"""Running one operation, the same for every transport: find it, coerce, price, pay, execute, tell."""

from __future__ import annotations

import asyncio
import inspect
import math
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    create_source_event_stream,
    execute_root_selection_set,
    execute_subscription_event,
    map_source_to_response_event,
)

from realm_gql.api.context import Context
from realm_gql.api.execution.cost import POINTS_PER_CHANGE, price
from realm_gql.api.execution.documents import Documents, with_code
from realm_gql.api.execution.meter import TOO_EXPENSIVE, Meter, MeteredExecutor
from realm_gql.api.execution.requests import Request, RequestRefused
from realm_gql.api.problems import BAD_USER_INPUT, to_graphql_error
from realm_gql.errors import RateLimited

NO_SUCH_OPERATION = "OPERATION_RESOLUTION_FAILURE"
TIMED_OUT = "QUERY_TIMED_OUT"

RESERVED_SHARE = 4
"""An operation reserves at most this part of a budget: estimates are for the worst world there could be."""
MAX_OVERESTIMATE = 50
"""Budgets; an operation that is estimated beyond is refused unread. One below is stopped when it reads too much."""
MAX_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation that is found, priced and paid for, and may now be run once."""

    executor: Executor[Any]
    context: Context
    kind: OperationType
    requested: int
    """The estimate of its cost, in points."""
    reserved: int
    """What was taken from the budget before it runs."""


class Api:
    """The realm's GraphQL face, ready to run operations.

    Args:
        schema: the Strawberry schema.
        timeout_s: how long one operation, or one event of a subscription, may take.
    """

    def __init__(self, schema: strawberry.Schema, timeout_s: float) -> None:
        self._schema = schema._schema
        self._timeout_s = timeout_s
        self._documents = Documents(self._schema)

    def prepare(self, request: Request, context: Context, *, only_queries: bool = False) -> Prepared:
        """Make an operation ready to run, and reserve its cost in the viewer's budget.

        Args:
            request: what was sent.
            context: the surroundings of this one operation.
            only_queries: whether anything else is refused, as over GET.

        Raises:
            RequestRefused: it cannot be run; nothing was.
        """
        document = self._documents.get(request.query)
        if document.ast is None:
            raise RequestRefused(list(document.errors), well_formed=True)
        operation = find_operation(document.ast, request.operation_name)
        if only_queries and operation.operation is not OperationType.QUERY:
            raise RequestRefused.because(
                "Only queries may come over GET; send this with POST.", code="METHOD_NOT_ALLOWED", status=405
            )
        executor = MeteredExecutor.build(
            self._schema,
            document.ast,
            context_value=context,
            raw_variable_values=request.variables,
            operation_name=operation.name.value if operation.name else None,
        )
        if isinstance(executor, list):
            raise RequestRefused([with_code(error, BAD_USER_INPUT) for error in executor], well_formed=True)
        variables = executor.variable_values.coerced
        requested = price(self._schema, executor.operation, executor.fragment_definitions, variables)
        return Prepared(executor, context, operation.operation, requested, _reserve(context, requested))

    async def execute(self, prepared: Prepared) -> dict[str, Any]:
        """Run a query or a mutation.

        Returns:
            The response, ready to be written as JSON.
        """
        try:
            async with asyncio.timeout(self._timeout_s):
                result = execute_root_selection_set(prepared.executor)
                if inspect.isawaitable(result):
                    result = await result
        except TimeoutError:
            message = f"This took longer than {self._timeout_s:g} seconds and was given up. Ask for less at once."
            result = ExecutionResult(None, [GraphQLError(message, extensions={"code": TIMED_OUT})])
        return _response(prepared, result, _settle(prepared))

    async def subscribe(self, prepared: Prepared) -> AsyncGenerator[dict[str, Any], None]:
        """Follow a subscription, one response for each event, until it ends or the iterator is closed.

        Raises:
            RequestRefused: it could not begin.
        """
        stream = create_source_event_stream(prepared.executor)
        if inspect.isawaitable(stream):
            stream = await stream
        if isinstance(stream, ExecutionResult):
            raise RequestRefused([to_graphql_error(error) for error in stream.errors or []], well_formed=True)

        def run_event(executor: Executor[Any]) -> Any:
            prepared.context.fresh_loaders()
            prepared.context.meter = Meter(prepared.context.meter.limit) if prepared.context.meter else None
            return execute_subscription_event(executor)

        async with aclosing(map_source_to_response_event(prepared.executor, stream, run_event)) as events:
            try:
                async for result in events:
                    yield _response(prepared, result, _read(prepared.context))
            except Exception as error:
                # The source broke: what it raised is no result, yet the client must hear how it ended.
                failed = GraphQLError(str(error), prepared.executor.operation, original_error=error)
                raise RequestRefused([to_graphql_error(failed)], well_formed=True) from error


def find_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation to run.

    Raises:
        RequestRefused: there is none of that name, or several and no name.
    """
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name is not None:
        operations = [node for node in operations if node.name is not None and node.name.value == name]
    if len(operations) == 1:
        return operations[0]
    if name is not None:
        message = f"This document has no operation named {name!r}."
    elif operations:
        message = "This document has several operations; say which one with `operationName`."
    else:
        message = "This document has no operation to run."
    raise RequestRefused.because(message, code=NO_SUCH_OPERATION, well_formed=True)


def cost_of(context: Context, requested: int, actual: int | None = None) -> dict[str, Any]:
    """What is told about costs with every response."""
    cost: dict[str, Any] = {"requested": requested}
    if actual is not None:
        cost["actual"] = actual
    if (budget := context.budget) is not None:
        cost["throttle"] = {
            "maximum": budget.maximum,
            "available": budget.available,
            "restoreRate": budget.restore_per_s,
        }
    return cost


def _reserve(context: Context, requested: int) -> int:
    """Take an operation's cost from the budget before it runs; never more than a share, since it is an estimate.

    Returns:
        The points taken.

    Raises:
        RequestRefused: the estimate is beyond all bounds, or the budget holds too little now.
    """
    budget = context.budget
    if budget is None:
        return 0
    if requested > budget.maximum * MAX_OVERESTIMATE:
        raise RequestRefused.because(
            f"This operation may cost {requested} points and a budget holds {budget.maximum}. Ask for less at once.",
            code=TOO_EXPENSIVE,
            well_formed=True,
            cost=cost_of(context, requested),
        )
    reserved = min(requested, max(1, budget.maximum // RESERVED_SHARE))
    wait_s = budget.spend(reserved)
    if wait_s:
        seconds = math.ceil(wait_s) if math.isfinite(wait_s) else 86_400
        raise RequestRefused.because(
            f"This operation needs {reserved} points and {budget.available} are left. Try again in {seconds} s.",
            code=RateLimited.code,
            status=429,
            retryAfterS=seconds,
            cost=cost_of(context, requested),
        )
    context.meter = Meter(budget.available + reserved)
    return reserved


def _read(context: Context) -> int | None:
    """What was really read, in points; at least one, since asking is not free."""
    return max(1, context.meter.points) if context.meter else None


def _settle(prepared: Prepared) -> int | None:
    """Change what was reserved into what was really used.

    Returns:
        What was used, in points.
    """
    used = _read(prepared.context)
    if used is not None and prepared.kind is OperationType.MUTATION:
        # A change costs what it costs, however little it answers.
        used += POINTS_PER_CHANGE * len(prepared.executor.operation.selection_set.selections)
    if used is not None and prepared.context.budget is not None:
        prepared.context.budget.give_back(prepared.reserved - used)
    return used


def _response(prepared: Prepared, result: ExecutionResult, used: int | None) -> dict[str, Any]:
    response: dict[str, Any] = {}
    if result.errors:
        response["errors"] = [to_graphql_error(error).formatted for error in result.errors[:MAX_ERRORS]]
    response["data"] = result.data
    response["extensions"] = {"cost": cost_of(prepared.context, prepared.requested, used)}
    return response
