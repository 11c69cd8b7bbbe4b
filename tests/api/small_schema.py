"""A schema of a few fields, so that the transports are tested apart from the realm's own nouns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import strawberry
from starlette.applications import Starlette
from strawberry.schema.config import StrawberryConfig

from realm_gql import errors
from realm_gql.api import http, problems, relay, websocket
from realm_gql.api.context import Info
from realm_gql.api.execution import Api, Budgets
from realm_gql.api.scalars import SCALARS
from realm_gql.runtime import Runtime


@strawberry.type
class Thing(relay.Node):
    name: str

    @strawberry.field
    def inner(self) -> Thing:
        return self

    @strawberry.field
    def children(self, first: int | None = 20, last: int | None = None) -> relay.Connection[Thing]:
        return relay.Connection(edges=[], page_info=relay.page_info(relay.Page([]), []))


@strawberry.type
class Done:
    value: int


Outcome = Annotated[Done | problems.NotFound | problems.InvalidInput, strawberry.union("Outcome")]


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "realm") -> str:
        return f"Hello, {name}"

    @strawberry.field
    def who(self, info: Info) -> str | None:
        return info.context.viewer.handle if info.context.viewer else None

    @strawberry.field
    def thing(self) -> Thing:
        return Thing(id=strawberry.ID("1"), name="a lamp")

    @strawberry.field
    def things(self, first: int | None = 20) -> relay.Connection[Thing]:
        return relay.Connection(edges=[], page_info=relay.page_info(relay.Page([]), []))

    @strawberry.field
    def bug(self) -> str | None:
        raise ValueError("the password is swordfish")

    @strawberry.field
    def absent(self) -> str | None:
        raise errors.NotFound("There is no such thing.")

    @strawberry.field
    def invalid(self) -> str | None:
        raise errors.InvalidInput("name", "No such name.")

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(5)
        return "late"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def do(self, value: int) -> Outcome:
        if value < 0:
            raise errors.NotFound("Nothing is below zero.")
        if value > 100:
            raise errors.Conflict("That much is taken.")
        return Done(value=value)


@strawberry.type
class Tick:
    number: int

    @strawberry.field
    def loaders(self, info: Info) -> str:
        return str(id(info.context.loaders))


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int, wait_s: float = 0.0) -> AsyncIterator[Tick]:
        for number in range(to):
            await asyncio.sleep(wait_s)
            yield Tick(number=number)

    @strawberry.subscription
    async def breaks(self, with_bug: bool) -> AsyncIterator[Tick]:
        yield Tick(number=0)
        if with_bug:
            raise ValueError("the password is swordfish")
        raise errors.NotFound("It is gone.")


def small_schema() -> strawberry.Schema:
    """A schema with one of everything the transports must cope with."""
    return strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        config=StrawberryConfig(scalar_map=SCALARS),
        exception_handlers=problems.EXCEPTION_HANDLERS,
    )


def small_app(runtime: Runtime) -> Starlette:
    """The transports around the small schema."""
    settings = runtime.settings
    api = Api(small_schema(), settings.query_timeout_s)
    budgets = Budgets(settings.query_cost_maximum, settings.query_cost_restore_per_s)
    return Starlette(routes=[*http.routes(runtime, api, budgets), *websocket.routes(runtime, api, budgets)])
