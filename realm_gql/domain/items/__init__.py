"""Items and cosmetics: what can be worn or carried, and who owns an item."""

from realm_gql.domain.items.models import Item, Slot
from realm_gql.domain.items.wearing import load_items, load_items_by_owner, slot_of

__all__ = ["Item", "Slot", "load_items", "load_items_by_owner", "slot_of"]
