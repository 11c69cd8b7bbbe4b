"""A ledger in memory that settles signals by the pure rules alone: what the real one must agree with, and quick enough
for thousands of accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from uuid import UUID

from realm_gql.domain.lineage import Ancestry
from realm_gql.domain.reputation.scoring import Award, Given, Signal, mint


class Book:
    """All of it happens on one day."""

    def __init__(self) -> None:
        self.balances: Counter[UUID] = Counter()
        self.given: dict[UUID | None, Counter[UUID]] = defaultdict(Counter)
        self.awards: dict[str, list[Award]] = defaultdict(list)
        self._givers: dict[str, UUID | None] = {}
        self._paid: set[str] = set()

    def award(self, signal: Signal, ancestry: Ancestry) -> int:
        """Settle a signal; how many echoes it minted."""
        awards = mint(signal, ancestry, Given(self.given[signal.giver_id]), self._paid)
        self._givers[signal.key] = signal.giver_id
        self.awards[signal.key] += awards
        for award in awards:
            self._settle(signal.giver_id, award, 1)
        return sum(share.units for award in awards for share in award.shares)

    def reverse(self, signal: Signal) -> None:
        """Take back what a signal minted."""
        for award in self.awards.pop(signal.key, []):
            self._settle(self._givers[signal.key], award, -1)

    def most_by_one(self) -> int:
        """The most that one account's signals have minted."""
        return max((receivers.total() for giver, receivers in self.given.items() if giver), default=0)

    def most_for_one(self) -> int:
        """The most that one account's signals have brought another."""
        every = [max(receivers.values(), default=0) for giver, receivers in self.given.items() if giver]
        return max(every, default=0)

    def _settle(self, giver_id: UUID | None, award: Award, sign: int) -> None:
        (self._paid.add if sign > 0 else self._paid.discard)(award.cause)
        for share in award.shares:
            assert share.units >= 1
            assert share.creator_id != giver_id
            self.balances[share.creator_id] += sign * share.units
            self.given[giver_id][share.creator_id] += sign * share.units
