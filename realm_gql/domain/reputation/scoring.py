"""What mints echoes, how many, and for whom: signals, awards and caps. Pure; `ledger.py` reads and writes.

Only what people do on purpose mints: nothing that a script could do by being there. The rules are told to players in
`docs/reputation.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Ancestry, DerivationKind, Share, attribute
from realm_gql.domain.reputation.models import Reason
from realm_gql.errors import InvalidInput

VOTE_ECHOES = 100
REMIX_ECHOES = 50
QUEST_ECHOES = 50
PRIZES_ECHOES = (1_000, 600, 300)
"""For the first, second and third place of a challenge."""

CAP_GIVER_ECHOES = 1_000
"""The most that one account's votes and quests mint in a day, whoever receives it."""
CAP_PAIR_ECHOES = 300
"""The most that one account's votes and quests bring another account in a day."""
CAP_WINDOW = timedelta(hours=24)
"""A day, as the caps count it: the last 24 hours, so that midnight doubles nothing."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that was done on purpose about a creation.

    Args:
        key: names it for ever; the same thing done again by the same account has the same key.
        echoes: what it mints at most.
        giver_id: who did it; None for the realm itself, which no cap binds.
    """

    reason: Reason
    key: str
    creation_id: UUID
    echoes: int
    giver_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """Echoes to be minted for one cause, shared out."""

    reason: Reason
    cause: str
    creation_id: UUID
    shares: Sequence[Share]


@dataclass(frozen=True, slots=True)
class Given:
    """What an account's signals have minted in the last day, and for whom."""

    by_receiver: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many echoes its signals may still mint."""
        return max(0, CAP_GIVER_ECHOES - sum(self.by_receiver.values()))

    def left_for(self, receiver_id: UUID) -> int:
        """How many of them may go to this account."""
        return max(0, CAP_PAIR_ECHOES - self.by_receiver.get(receiver_id, 0))

    def plus(self, shares: Sequence[Share]) -> Given:
        """The same after these were minted too."""
        after = dict(self.by_receiver)
        for share in shares:
            after[share.creator_id] = after.get(share.creator_id, 0) + share.units
        return Given(after)


def vote(voter_id: UUID, creation_id: UUID) -> Signal:
    """Somebody votes for a creation."""
    return Signal(Reason.VOTE, f"vote:{voter_id}:{creation_id}", creation_id, VOTE_ECHOES, voter_id)


def quest_finished(player_id: UUID, quest_id: UUID) -> Signal:
    """Somebody plays a quest to an end; it counts once for each player, however often it is played."""
    return Signal(Reason.QUEST, f"quest:{player_id}:{quest_id}", quest_id, QUEST_ECHOES, player_id)


def challenge_placed(challenge_id: UUID, place: int, creation_id: UUID) -> Signal:
    """A creation came in first, second or third in a challenge; each place is paid once.

    Raises:
        InvalidInput: there is no prize for this place.
    """
    if not 1 <= place <= len(PRIZES_ECHOES):
        raise InvalidInput("place", f"Place {place} has no prize; places 1 to {len(PRIZES_ECHOES)} have.")
    key = f"challenge:{challenge_id}:{place}"
    return Signal(Reason.CHALLENGE, key, creation_id, PRIZES_ECHOES[place - 1])


def may_give(account: Account) -> bool:
    """Whether an account's signals mint: guests cost nothing to make, so theirs do not."""
    return not account.is_guest and account.deleted_at is None


def causes(signal: Signal, ancestry: Ancestry) -> list[str]:
    """What a signal may be paid for, so that what is paid already can be looked up."""
    return [signal.key, *(cause for cause, _, _ in _confirmed(signal, ancestry))]


def mint(signal: Signal, ancestry: Ancestry, given: Given, paid: Collection[str] = ()) -> list[Award]:
    """What a signal mints.

    A vote, a quest and a prize go to the creation they are about, as far as the caps allow. A vote also confirms that a
    remix was worth making: the first one by somebody who gains nothing by it mints for what was remixed, whole or not
    at all. Nobody's signal mints for herself, nor for a creation of her own.

    Args:
        ancestry: where the creation came from.
        given: what the giver's signals have minted in the last day.
        paid: the causes that are paid already.

    Returns:
        The awards, none of them empty.
    """
    if signal.key in paid or signal.giver_id == ancestry.authors[ancestry.root]:
        return []
    awards: list[Award] = []
    echoes = signal.echoes if signal.giver_id is None else min(signal.echoes, given.left)
    shares = _capped(attribute(ancestry, echoes), signal.giver_id, given) if echoes else []
    if shares:
        awards.append(Award(signal.reason, signal.key, signal.creation_id, shares))
        given = given.plus(shares)
    for cause, number, echoes in _confirmed(signal, ancestry):
        shares = attribute(ancestry.at(number), echoes)
        if cause not in paid and echoes <= given.left and _capped(shares, signal.giver_id, given) == shares:
            awards.append(Award(Reason.REMIX, cause, ancestry.creations[number], shares))
            given = given.plus(shares)
    return awards


def _confirmed(signal: Signal, ancestry: Ancestry) -> list[tuple[str, int, int]]:
    """What a vote confirms: for each work of somebody else's that was remixed or blended, cause, number and echoes."""
    if signal.reason is not Reason.VOTE:
        return []
    remixer = ancestry.authors[ancestry.root]
    numbers = [
        parent.number
        for parent in ancestry.parents[ancestry.root]
        if parent.kind is not DerivationKind.INSPIRED and ancestry.authors[parent.number] != remixer
    ]
    # A blend of many mints no more than a remix of one: they divide it, and more than fifty get nothing.
    echoes = REMIX_ECHOES // len(numbers) if numbers else 0
    child = signal.creation_id
    return [(f"remix:{child}:{ancestry.creations[number]}", number, echoes) for number in numbers if echoes]


def _capped(shares: Sequence[Share], giver_id: UUID | None, given: Given) -> list[Share]:
    """The shares as the giver may still bring them; her own, and what is over a cap, is not minted."""
    if giver_id is None:
        return list(shares)
    kept: list[Share] = []
    taken: Counter[UUID] = Counter()
    for share in shares:
        room = given.left_for(share.creator_id) - taken[share.creator_id]
        units = min(share.units, room) if share.creator_id != giver_id else 0
        if units:
            kept.append(share._replace(units=units))
            taken[share.creator_id] += units
    return kept
