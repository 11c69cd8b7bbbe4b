"""Who made something, over GraphQL: a player or an NPC. Named lazily, for both are told from `lineage.py`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from realm_gql.api.accounts import Player
from realm_gql.api.context import Context
from realm_gql.api.npcs import Npc

Creator = Annotated[Player | Npc, strawberry.union("Creator", description="Who made something: a player, or an NPC.")]


async def load_creator(context: Context, account_id: UUID) -> Player | Npc:
    """The maker that an account is."""
    return Player.from_account(await context.loaders.account_by_id.load(account_id))
