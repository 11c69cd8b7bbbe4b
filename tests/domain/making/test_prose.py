"""What is made, read as prose: however it comes in pieces, its lines and their fields can be told."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.making.prose import Prose, Run, pieces_of, runs_of
from realm_gql.engine.unfold import Field
from realm_gql.kit.stitching import Part

LORE = {"name": "The Law", "keys": ["bell", "bells"], "text": "It holds."}


def test_a_field_is_a_line_and_entries_stand_in_a_row() -> None:
    prose = Prose()

    text = "".join(prose.add(piece) for piece in pieces_of(LORE))

    assert text == "The Law\nbell; bells\nIt holds."
    assert prose.written == ["name", "keys", "text"]


def test_what_cannot_be_shown_does_not_make_a_line() -> None:
    prose = Prose()

    assert prose.add(Field(("name",), "two\nlines\x07\u202e")) == "two lines"
    assert prose.add(Field(("name",), "!")) == "!"
    assert prose.add(Field(("text",), "x")) == "\nx"


def test_a_piece_is_told_line_by_line() -> None:
    assert runs_of(Part(4, "Law\nbe"), 0, ["name", "keys"]) == [
        Run(4, "Law", "name"), Run(7, "\n", None), Run(8, "be", "keys"),
    ]  # fmt: skip
    assert runs_of(Part(7, "\n"), 0, ["name"]) == [Run(7, "\n", None)]


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.text(max_size=8)), max_size=8),
    st.lists(st.integers(min_value=0, max_value=80), max_size=5),
)
def test_any_cut_of_the_text_tells_the_same_fields(told: list[tuple[str, str]], cuts: list[int]) -> None:
    prose = Prose()
    text = "".join(prose.add(Field((name,), piece)) for name, piece in told)
    bounds = sorted({0, len(text), *(cut for cut in cuts if cut <= len(text))})

    runs = [
        run
        for start, end in pairwise(bounds)
        for run in runs_of(Part(start, text[start:end]), text[:start].count("\n"), prose.written)
    ]

    assert "".join(run.text for run in runs) == text
    assert all(text[run.offset :].startswith(run.text) for run in runs)
    for number, line in enumerate(text.split("\n") if text else []):
        own = [run for run in runs if run.field is not None and text[: run.offset].count("\n") == number]
        assert "".join(run.text for run in own) == line
        assert {run.field for run in own} <= {prose.written[number]}
