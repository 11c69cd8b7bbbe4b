"""The few plain HTTP routes beside GraphQL: health, provenance, uploads, cards, pictures, and the pages of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from realm_gql.runtime import Runtime


def routes(runtime: Runtime) -> list[BaseRoute]:
    """Every plain route. They come last: the app's pages answer whatever nothing else did."""
    from realm_gql.web import cards, health, pages, pictures, provenance, uploads

    return [
        *health.routes(runtime),
        *provenance.routes(runtime),
        *uploads.routes(runtime),
        *cards.routes(runtime),
        *pictures.routes(runtime),
        *pages.routes(runtime.settings),
    ]
