"""Making: remixes of anything, with what may be changed and the place a new creation gets in the world."""

from realm_gql.domain.making.changes import CHANGEABLE, CreationChanges, apply_changes
from realm_gql.domain.making.remixing import derive, private_room, remix

__all__ = ["CHANGEABLE", "CreationChanges", "apply_changes", "derive", "private_room", "remix"]
