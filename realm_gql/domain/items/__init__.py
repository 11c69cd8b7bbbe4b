"""Items and cosmetics: what can be worn or carried, what an item can do, and who owns it."""

from realm_gql.domain.items.models import Item, Slot
from realm_gql.domain.items.powers import Power, PowerKind, powers_of
from realm_gql.domain.items.wearing import load_items, load_items_by_owner, slot_of

__all__ = ["Item", "Power", "PowerKind", "Slot", "load_items", "load_items_by_owner", "powers_of", "slot_of"]
