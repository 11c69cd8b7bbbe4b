"""Which pages may call the API: our own always, others as the settings say; what is no browser has no origin."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_allowed(headers: Headers, allowed_origins: tuple[str, ...]) -> bool:
    """Whether the page a request comes from may call the API.

    Args:
        headers: of the request; without an ``Origin`` it is no browser's, and allowed.
        allowed_origins: the origins besides our own; ``*`` is any.
    """
    origin = headers.get("origin")
    if origin is None or "*" in allowed_origins or origin in allowed_origins:
        return True
    # Compared by host and port alone: behind a proxy that ends TLS we do not know the scheme we are reached by.
    return _place(origin) == headers.get("host", "").lower() != ""


def _place(origin: str) -> str:
    """The host and port of an origin; empty for what is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
