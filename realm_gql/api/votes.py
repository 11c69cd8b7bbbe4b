"""Votes over GraphQL: vote, unvote, the viewer's own vote, and what it gave whom. Who else voted is not told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from realm_gql.api.context import Context, Info
from realm_gql.api.lineage import Creation, creation_type
from realm_gql.api.making import KINDS
from realm_gql.api.problems import IdempotencyMismatch, InvalidInput, NotAllowed, NotFound, RateLimited, SignInRequired
from realm_gql.api.relay import parse_id
from realm_gql.api.reputation import LedgerReason
from realm_gql.domain import accounts, lineage, votes

if TYPE_CHECKING:
    from realm_gql.api.creators import Creator


@strawberry.type(description="What one maker received of what a vote gave.")
class VoteReceiptLine:
    row: strawberry.Private[votes.ReceiptLine]
    echoes: int = strawberry.field(description="How many echoes; negative where they were taken back.")
    reason: LedgerReason = strawberry.field(
        description="VOTE for a share of what the vote gave, REMIX for one of what is paid for having been remixed."
    )

    @strawberry.field(description="Who received them.")
    async def creator(self, info: Info) -> Annotated[Creator, strawberry.lazy("realm_gql.api.creators")]:
        from realm_gql.api.creators import load_creator

        return await load_creator(info.context, self.row.creator_id)

    @strawberry.field(description="For what: the creation that was voted for, or one that it came from.")
    async def creation(self, info: Info) -> Creation:
        creation: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.creation_id))
        return creation


@strawberry.type(description="All that a vote gave, or all that was taken back with it.")
class VoteReceipt:
    lines: list[VoteReceiptLine] = strawberry.field(
        description="Who received how much. First of the vote itself: the creation's maker, then those whose work it "
        "came from, the largest share first. Then those who are paid for having been remixed."
    )
    minted: int = strawberry.field(
        description="The sum of the lines. A guest's vote mints nothing, and one over the day's caps less or nothing; "
        "both count all the same. Negative where it was taken back."
    )

    @classmethod
    def from_receipt(cls, receipt: votes.VoteReceipt) -> VoteReceipt:
        """The receipt that the domain wrote."""
        lines = [
            VoteReceiptLine(row=line, echoes=line.echoes, reason=LedgerReason(line.reason.value))
            for line in receipt.lines
        ]
        return cls(lines=lines, minted=receipt.minted)


@strawberry.type(description="Your vote for a creation.")
class Vote:
    row: strawberry.Private[votes.Vote]
    created_at: datetime = strawberry.field(description="When you gave it.")

    @strawberry.field(description="What it gave whom.")
    async def receipt(self, info: Info) -> VoteReceipt:
        key = (self.row.account_id, self.row.creation_id)
        return VoteReceipt.from_receipt(await info.context.loaders.receipt_by_vote.load(key))


async def find_viewer_vote(context: Context, creation_id: UUID) -> Vote | None:
    """The viewer's own vote for a creation; None without a viewer who may read."""
    viewer = context.viewer
    if viewer is None or accounts.Scope.READ not in viewer.scopes:
        return None
    row = await context.loaders.vote_by_key.load((viewer.account_id, creation_id))
    return Vote(row=row, created_at=row.created_at) if row else None


@strawberry.input(description="What to vote for.")
class VoteInput:
    creation_id: strawberry.ID = strawberry.field(description="Any creation of somebody else's.")
    idempotency_key: strawberry.ID | None = strawberry.field(
        default=None,
        description="A key of your own: the same key within a day does the thing once and answers the same.",
    )


@strawberry.input(description="Which vote to take back.")
class UnvoteInput:
    creation_id: strawberry.ID = strawberry.field(description="The creation you voted for.")
    idempotency_key: strawberry.ID | None = strawberry.field(
        default=None,
        description="A key of your own: the same key within a day does the thing once and answers the same.",
    )


@strawberry.type(description="What you voted for, and what your vote gave.")
class VotePayload:
    creation: Creation = strawberry.field(description="The creation, with your vote counted.")
    receipt: VoteReceipt = strawberry.field(description="What your vote gave whom.")


@strawberry.type(description="What you no longer vote for, and what was taken back.")
class UnvotePayload:
    creation: Creation = strawberry.field(description="The creation, with your vote no longer counted.")
    receipt: VoteReceipt = strawberry.field(
        description="What was taken back from whom, in negative amounts; empty when you had no vote there."
    )


VoteResult = Annotated[
    VotePayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RateLimited | IdempotencyMismatch,
    strawberry.union("VoteResult", description="What your vote gave, or why it is none."),
]
UnvoteResult = Annotated[
    UnvotePayload | InvalidInput | NotFound | NotAllowed | SignInRequired | RateLimited | IdempotencyMismatch,
    strawberry.union("UnvoteResult", description="What was taken back, or why nothing could be."),
]


@strawberry.type
class VotesMutation:
    @strawberry.mutation(
        description="Vote for what somebody else made, once: again changes nothing. It may bring its maker echoes, and "
        "those whose work it came from."
    )
    async def vote(
        self, info: Info, input: Annotated[VoteInput, strawberry.argument(description="What to vote for.")]
    ) -> VoteResult:
        row, receipt = await _change(info, "vote", input)
        return VotePayload(creation=creation_type(row), receipt=receipt)

    @strawberry.mutation(description="Take your vote back, and with it what it gave. Without one, nothing happens.")
    async def unvote(
        self, info: Info, input: Annotated[UnvoteInput, strawberry.argument(description="Which vote.")]
    ) -> UnvoteResult:
        row, receipt = await _change(info, "unvote", input)
        return UnvotePayload(creation=creation_type(row), receipt=receipt)


async def _change(info: Info, mutation: str, input: VoteInput | UnvoteInput) -> tuple[lineage.Creation, VoteReceipt]:
    """Vote or take a vote back, once for each key; the creation as it is now, and the receipt as it was given then."""
    viewer = info.context.require(accounts.Scope.PLAY)
    _, creation_id = parse_id("creationId", input.creation_id, *KINDS)
    async with info.context.runtime.database.transaction() as tx:

        async def do() -> dict[str, str]:
            if mutation == "vote":
                receipt = (await votes.vote(tx, viewer, creation_id)).receipt
            else:
                receipt = await votes.unvote(tx, viewer, creation_id)
            return {"receipt": votes.write_receipt(receipt)}

        params = {"creationId": input.creation_id}
        outcome = await accounts.once(tx, viewer, input.idempotency_key, mutation, params, do)
        row = await lineage.get_visible(tx.session, creation_id)
    # Another vote of the same operation would be answered from what the first one loaded.
    info.context.fresh_loaders()
    return row, VoteReceipt.from_receipt(votes.read_receipt(outcome["receipt"]))
