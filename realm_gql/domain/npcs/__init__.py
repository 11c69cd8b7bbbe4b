"""NPCs: their personas, where they are, whom they know, and what they remember of a player."""

from realm_gql.domain.npcs.doors import find_door
from realm_gql.domain.npcs.memory import find_acquaintance, forget_player, remember, summarise
from realm_gql.domain.npcs.models import Acquaintance, Npc, NpcBond
from realm_gql.domain.npcs.people import (
    find_npc,
    find_room_id,
    load_bonds,
    load_npc_cards,
    load_npcs,
    load_npcs_by_home,
    load_npcs_by_room,
)
from realm_gql.domain.npcs.persona import Bond, Persona, Saying, Ware

__all__ = [
    "Acquaintance",
    "Bond",
    "Npc",
    "NpcBond",
    "Persona",
    "Saying",
    "Ware",
    "find_acquaintance",
    "find_door",
    "find_npc",
    "find_room_id",
    "forget_player",
    "load_bonds",
    "load_npc_cards",
    "load_npcs",
    "load_npcs_by_home",
    "load_npcs_by_room",
    "remember",
    "summarise",
]
