"""Reputation: echoes, which are minted by what people do on purpose and kept in a ledger that anybody may read."""

from realm_gql.domain.reputation.ledger import (
    Line,
    Receipt,
    award,
    find_receipt,
    get_balance,
    load_balances,
    load_earned,
    load_lines,
    place_of_line,
    reverse,
)
from realm_gql.domain.reputation.models import LedgerEntry, LedgerLine, Reason
from realm_gql.domain.reputation.scoring import Signal, challenge_placed, quest_finished, vote

__all__ = [
    "LedgerEntry",
    "LedgerLine",
    "Line",
    "Reason",
    "Receipt",
    "Signal",
    "award",
    "challenge_placed",
    "find_receipt",
    "get_balance",
    "load_balances",
    "load_earned",
    "load_lines",
    "place_of_line",
    "quest_finished",
    "reverse",
    "vote",
]
