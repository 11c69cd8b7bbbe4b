"""What a vote gave, and to whom, as its voter is told it. Pure; the ledger itself is `reputation`'s."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from realm_gql.domain import reputation


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """So many echoes for one maker, for one creation of hers; negative where they were taken back.

    `reason` is VOTE for a share of what the vote gave, REMIX for one of what it gave the remixed by confirming a remix.
    """

    creator_id: UUID
    creation_id: UUID
    echoes: int
    reason: reputation.Reason


@dataclass(frozen=True, slots=True)
class VoteReceipt:
    """All that a vote gave: first what it gave the creation itself, its maker first and then the largest share."""

    lines: Sequence[ReceiptLine] = ()

    @property
    def minted(self) -> int:
        """How many echoes there are because of it."""
        return sum(line.echoes for line in self.lines)

    def taken_back(self) -> VoteReceipt:
        """The receipt of taking all of it back."""
        return VoteReceipt(tuple(replace(line, echoes=-line.echoes) for line in self.lines))


def tell(receipt: reputation.Receipt, creation_id: UUID) -> VoteReceipt:
    """What still stands of what the ledger says came of a vote: what was taken back cancels out.

    Args:
        receipt: the ledger's, of the vote's signal.
        creation_id: what was voted for.
    """
    given: Counter[tuple[reputation.Reason, UUID, UUID]] = Counter()
    for line in receipt.lines:
        if line.account_id is not None:  # the mint's own side of it is nobody's
            given[line.reason, line.account_id, line.creation_id] += line.amount
    lines = [
        ReceiptLine(creator, creation, echoes, reason)
        for (reason, creator, creation), echoes in given.items()
        if echoes
    ]
    return VoteReceipt(tuple(sorted(lines, key=lambda line: _place(line, creation_id))))


def write_receipt(receipt: VoteReceipt) -> str:
    """A receipt as text, so that the same request is answered the same."""
    return json.dumps(
        [[str(line.creator_id), str(line.creation_id), line.echoes, line.reason.value] for line in receipt.lines]
    )


def read_receipt(text: str) -> VoteReceipt:
    """The receipt that `write_receipt` wrote."""
    return VoteReceipt(
        tuple(
            ReceiptLine(UUID(creator), UUID(creation), echoes, reputation.Reason(reason))
            for creator, creation, echoes, reason in json.loads(text)
        )
    )


def _place(line: ReceiptLine, creation_id: UUID) -> tuple[bool, bool, int, UUID, UUID]:
    """Where a line stands; ids tell equal shares apart, so that the same receipt is always told alike."""
    return (
        line.reason is not reputation.Reason.VOTE,
        line.creation_id != creation_id,
        -line.echoes,
        line.creation_id,
        line.creator_id,
    )
