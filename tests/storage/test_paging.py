"""Keyset pages in SQL; the lists themselves are proved with the creations they hold."""

from __future__ import annotations

import pytest

from realm_gql.kit.paging import Page
from realm_gql.storage.paging import contains, cut


@pytest.mark.parametrize(
    ("rows", "after", "page"),
    [
        ([], None, Page([])),
        ([1, 2], None, Page([1, 2])),
        ([1, 2, 3], None, Page([1, 2], has_next=True)),
        ([1, 2], (0,), Page([1, 2], has_previous=True)),
    ],
)
def test_one_row_more_than_fits_tells_that_there_is_more(
    rows: list[int], after: tuple[int] | None, page: Page[int]
) -> None:
    assert cut(rows, 2, after) == page


@pytest.mark.parametrize(
    ("needle", "pattern"), [("bell", "%bell%"), ("50%", r"%50\%%"), ("a_b", r"%a\_b%"), ("\\", r"%\\%")]
)
def test_a_pattern_holds_the_needle_as_it_is(needle: str, pattern: str) -> None:
    assert contains(needle) == pattern
