"""A page of a longer list, as every listing of the domain returns it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the things of a list, in its order, and whether there are more on either side."""

    items: list[T]
    has_next: bool = False
    has_previous: bool = False
