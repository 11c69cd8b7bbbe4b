"""A text is shown and saved while it grows, at a pace, and stops when it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from realm_gql.kit.releasing import Growing, release, split_words


class Shelf:
    """A text that grows, and what was shown and saved of it."""

    def __init__(self) -> None:
        self.growing = Growing()
        self.frames: list[str] = []
        self.saves: list[str] = []

    def take_in(self, piece: str) -> None:
        self.growing.text += piece

    async def show(self) -> None:
        if len(self.growing.text) > self.growing.shown:
            self.frames.append(self.growing.text[self.growing.shown :])
            self.growing.shown = len(self.growing.text)

    async def save(self) -> None:
        self.saves.append(self.growing.text)
        self.growing.note_saved()

    async def release(self, pieces: AsyncGenerator[str], pace_per_s: float = 0, quiet_save_s: float = 60) -> None:
        await release(
            self.growing, pieces, self.take_in, self.show, self.save, pace_per_s=pace_per_s, quiet_save_s=quiet_save_s
        )


async def told(*texts: str, gap_s: float = 0.0) -> AsyncGenerator[str]:
    for text in texts:
        yield text
        await asyncio.sleep(gap_s)


async def test_all_of_it_is_shown_at_the_end() -> None:
    shelf = Shelf()

    await shelf.release(told("one ", "two ", "three"))

    assert "".join(shelf.frames) == shelf.growing.text == "one two three"


async def test_pieces_come_no_faster_than_the_pace() -> None:
    shelf = Shelf()
    started = asyncio.get_running_loop().time()

    await shelf.release(told(*"abcdefgh"), pace_per_s=20)

    assert asyncio.get_running_loop().time() - started > 0.3
    assert len(shelf.frames) >= 5


async def test_what_grows_is_saved_now_and_then_and_a_silence_too() -> None:
    shelf = Shelf()

    await shelf.release(told("a", gap_s=1.8), quiet_save_s=0.2)

    assert set(shelf.saves) == {"a"}
    assert len(shelf.saves) >= 2


async def test_a_stop_ends_it_at_once_and_shows_what_there_is() -> None:
    shelf = Shelf()
    running = asyncio.ensure_future(shelf.release(told("a", "b", "c", gap_s=10)))
    await asyncio.sleep(0.1)

    shelf.growing.stop.set()
    await asyncio.wait_for(running, 1)

    assert (shelf.growing.text, shelf.frames) == ("a", ["a"])


async def test_what_breaks_off_is_told_of_after_what_there_is_was_shown() -> None:
    async def broken() -> AsyncGenerator[str]:
        yield "a"
        raise ValueError("broke off")

    shelf = Shelf()
    with pytest.raises(ValueError, match="broke off"):
        await shelf.release(broken())

    assert shelf.frames == ["a"]


@pytest.mark.parametrize("text", ["", "one", " one two  three ", "a\n b", "…"])
def test_words_join_to_the_text(text: str) -> None:
    assert "".join(split_words(text)) == text
