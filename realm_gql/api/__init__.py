"""The GraphQL face: types, inputs and resolvers, one file a noun; no SQL and no rules of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from realm_gql.runtime import Runtime


def routes(runtime: Runtime) -> list[BaseRoute]:
    """What the face answers: GraphQL over HTTP and over WebSocket, both at ``/graphql``."""
    # Imported when asked for, so that a noun of the face can be imported without building the whole schema.
    from realm_gql.api import http, websocket
    from realm_gql.api.execution import Api, Budgets
    from realm_gql.api.schema import build_schema

    settings = runtime.settings
    api = Api(build_schema(), settings.query_timeout_s)
    budgets = Budgets(settings.query_cost_maximum, settings.query_cost_restore_per_s)
    return [*http.routes(runtime, api, budgets), *websocket.routes(runtime, api, budgets)]
