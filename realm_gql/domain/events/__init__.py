"""What happened: streams of past facts with a gapless seq, the catalogue of events, and the log that keeps them."""

from realm_gql.domain.events.catalogue import (
    CATALOGUE,
    Event,
    PlayerEntered,
    PlayerLeft,
    PlayerSpoke,
    TurnClosed,
    TurnFailed,
    TurnOpened,
    TurnSnapshot,
)
from realm_gql.domain.events.log import (
    Entry,
    Extent,
    emit,
    forget_older,
    get_extent,
    list_after,
    list_before,
    load_extents,
    lock_stream,
    open_stream,
)

__all__ = [
    "CATALOGUE",
    "Entry",
    "Event",
    "Extent",
    "PlayerEntered",
    "PlayerLeft",
    "PlayerSpoke",
    "TurnClosed",
    "TurnFailed",
    "TurnOpened",
    "TurnSnapshot",
    "emit",
    "forget_older",
    "get_extent",
    "list_after",
    "list_before",
    "load_extents",
    "lock_stream",
    "open_stream",
]
