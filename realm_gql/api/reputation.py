"""The reputation ledger over GraphQL: a player's lines, and what each was for. Who voted is not told."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import Creation, creation_type
from realm_gql.api.relay import Cursor, PageInfo, decode_cursor, encode_cursor, page_info, page_size
from realm_gql.domain import lineage, reputation


@strawberry.enum(description="What echoes were earned by. Nothing else mints them.")
class LedgerReason(Enum):
    VOTE = strawberry.enum_value("VOTE", description="Somebody with a claimed account voted for it.")
    REMIX = strawberry.enum_value("REMIX", description="Somebody remixed it, and somebody else voted for the remix.")
    QUEST = strawberry.enum_value("QUEST", description="Somebody with a claimed account played it to an end.")
    CHALLENGE = strawberry.enum_value("CHALLENGE", description="It placed in a challenge.")


@strawberry.type(description="One line of a ledger: it is never changed; what is taken back has a line of its own.")
class LedgerLine:
    row: strawberry.Private[reputation.Line]
    amount: int = strawberry.field(description="How many echoes came; negative where they were taken back.")
    reason: LedgerReason = strawberry.field(description="What they were earned by.")
    taken_back: bool = strawberry.field(description="Whether this line takes back what an earlier one gave.")
    created_at: datetime = strawberry.field(description="When.")

    @classmethod
    def from_line(cls, line: reputation.Line) -> LedgerLine:
        """A line as it is told."""
        return cls(
            row=line,
            amount=line.amount,
            reason=LedgerReason(line.reason.value),
            taken_back=line.taken_back,
            created_at=line.created_at,
        )

    @strawberry.field(description="The player's own creation that they came for.")
    async def creation(self, info: Info) -> Creation:
        creation: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.creation_id))
        return creation

    @strawberry.field(description="The creation that earned them: the same one, or one that came from it.")
    async def earned_by(self, info: Info) -> Creation:
        creation: Creation = creation_type(await info.context.loaders.creation_by_id.load(self.row.earned_by_id))
        return creation


@strawberry.type(description="One line of a page, and its place in the ledger.")
class LedgerEdge:
    node: LedgerLine = strawberry.field(description="The line.")
    cursor: Cursor = strawberry.field(description="Its place: give it as `after` to read on from here.")


@strawberry.type(description="A page of a player's ledger.")
class LedgerConnection:
    edges: list[LedgerEdge] = strawberry.field(description="The lines, the newest first.")
    page_info: PageInfo = strawberry.field(description="Where this page lies in the ledger.")


async def list_ledger(info: Info, account_id: UUID, first: int | None, after: str | None) -> LedgerConnection:
    """A page of an account's ledger, the newest line first.

    Raises:
        InvalidInput: `after` is no cursor of a ledger.
    """
    place = None if after is None else decode_cursor("after", after, datetime, UUID)
    page = await info.context.loaders.ledger_by_player.load(lineage.PageKey(account_id, page_size(first), place))
    edges = [
        LedgerEdge(node=LedgerLine.from_line(line), cursor=encode_cursor(*reputation.place_of_line(line)))
        for line in page.items
    ]
    return LedgerConnection(edges=edges, page_info=page_info(page, [edge.cursor for edge in edges]))
