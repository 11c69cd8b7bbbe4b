"""Receipts: what stands of a vote's ledger, in one order, and the same again after it was written down."""

from __future__ import annotations

from uuid import UUID

from growing import START, key_of
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.domain.reputation import Line, Reason, Receipt
from realm_gql.domain.votes import ReceiptLine, VoteReceipt, read_receipt, write_receipt
from realm_gql.domain.votes.receipts import tell

ANN, BEN, CY = (key_of("account", number) for number in range(3))
LANTERN, LANTERN_OF_BONES, RED_LANTERN = (key_of("NPC", number) for number in range(3))

LINES = st.lists(
    st.builds(
        ReceiptLine,
        st.sampled_from([ANN, BEN, CY]),
        st.sampled_from([LANTERN, LANTERN_OF_BONES, RED_LANTERN]),
        st.integers(1, 100),
        st.sampled_from([Reason.VOTE, Reason.REMIX]),
    ),
    max_size=12,
    unique_by=lambda line: (line.creator_id, line.creation_id, line.reason),
)


def line(account_id: UUID | None, creation_id: UUID, amount: int, reason: Reason = Reason.VOTE) -> Line:
    """A line of the ledger."""
    return Line(key_of("line", amount), account_id, amount, reason, creation_id, RED_LANTERN, amount < 0, START)


def ledger(lines: list[ReceiptLine]) -> list[Line]:
    """What the ledger has of these, and the mint's side of it."""
    return [
        side
        for kept in lines
        for side in (
            line(None, kept.creation_id, -kept.echoes, kept.reason),
            line(kept.creator_id, kept.creation_id, kept.echoes, kept.reason),
        )
    ]


def test_a_receipt_tells_the_vote_first_its_maker_before_all_and_then_by_size() -> None:
    lines = [
        line(BEN, LANTERN_OF_BONES, 35, Reason.REMIX),
        line(ANN, LANTERN, 90),
        line(CY, RED_LANTERN, 10),
        line(None, RED_LANTERN, -121),
        line(BEN, LANTERN_OF_BONES, 21),
    ]

    receipt = tell(Receipt("vote", lines), RED_LANTERN)

    assert receipt.lines == (
        ReceiptLine(CY, RED_LANTERN, 10, Reason.VOTE),
        ReceiptLine(ANN, LANTERN, 90, Reason.VOTE),
        ReceiptLine(BEN, LANTERN_OF_BONES, 21, Reason.VOTE),
        ReceiptLine(BEN, LANTERN_OF_BONES, 35, Reason.REMIX),
    )
    assert receipt.minted == 156


def test_what_two_awards_bring_one_maker_for_one_creation_is_one_line() -> None:
    lines = [line(ANN, LANTERN, 8, Reason.REMIX), line(ANN, LANTERN, 7, Reason.REMIX)]

    assert tell(Receipt("vote", lines), RED_LANTERN).lines == (ReceiptLine(ANN, LANTERN, 15, Reason.REMIX),)


@given(LINES, st.integers(0, 3))
def test_however_often_a_vote_was_taken_back_its_receipt_tells_what_stands(
    lines: list[ReceiptLine], undone: int
) -> None:
    once = ledger(lines)
    back = [line(side.account_id, side.creation_id, -side.amount, side.reason) for side in once]

    receipt = tell(Receipt("vote", [*(once + back) * undone, *once]), RED_LANTERN)

    assert set(receipt.lines) == set(lines)
    assert receipt.minted == sum(kept.echoes for kept in lines)
    assert receipt == tell(Receipt("vote", once[::-1]), RED_LANTERN)
    assert tell(Receipt("vote", once + back), RED_LANTERN) == VoteReceipt()
    assert receipt.taken_back().minted == -receipt.minted
    assert receipt.taken_back().taken_back() == receipt


@given(LINES)
def test_a_receipt_that_was_written_down_is_read_back_the_same(lines: list[ReceiptLine]) -> None:
    receipt = VoteReceipt(tuple(lines)).taken_back()

    assert read_receipt(write_receipt(receipt)) == receipt
