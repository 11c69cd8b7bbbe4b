"""Decorators at the top of a lorebook entry."""

from __future__ import annotations

import pytest

from realm_gql.domain.making.cards.decorators import Decorator, split_decorators, text_of


@pytest.mark.parametrize(
    ("content", "decorators", "text"),
    [
        ("", (), ""),
        ("Just lore.", (), "Just lore."),
        ("@@depth 4\nLore.", (Decorator("depth", "4"),), "Lore."),
        (
            "@@role assistant\n@@@instruct_depth 1\n\n@@dont_activate\n  Lore.\n@@not this\n",
            (Decorator("role", "assistant"), Decorator("instruct_depth", "1", True), Decorator("dont_activate", "")),
            "Lore.\n@@not this",
        ),
        ("\r\n  @@additional_keys a, b\r\nLore.\r\n", (Decorator("additional_keys", "a, b"),), "Lore."),
        ("@@unheard_of_42 x y\nLore.", (Decorator("unheard_of_42", "x y"),), "Lore."),
        ("@@ depth 4\nLore.", (Decorator("depth", "4"),), "Lore."),
        ("@@@@four\nLore.", (), "@@@@four\nLore."),
        ("user@@example.org", (), "user@@example.org"),
        ("@@depth 4", (Decorator("depth", "4"),), ""),
    ],
)
def test_decorators_are_taken_off_the_top(content: str, decorators: tuple[Decorator, ...], text: str) -> None:
    assert split_decorators(content) == (decorators, text)
    assert text_of(content) == text


def test_a_flood_of_decorators_is_read_to_its_end() -> None:
    """Were it read anew for each of them, this would take hours."""
    assert text_of("@@a\n" * 200_000 + "Lore.") == "Lore."
