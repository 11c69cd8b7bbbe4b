"""Votes: one of each account for each creation, counted at once, told with all it minted, and taken back at will."""

from realm_gql.domain.votes.models import Vote
from realm_gql.domain.votes.receipts import ReceiptLine, VoteReceipt, read_receipt, write_receipt
from realm_gql.domain.votes.voting import Voted, VoteKey, load_receipts, load_votes, unvote, vote

__all__ = [
    "ReceiptLine",
    "Vote",
    "VoteKey",
    "VoteReceipt",
    "Voted",
    "load_receipts",
    "load_votes",
    "read_receipt",
    "unvote",
    "vote",
    "write_receipt",
]
