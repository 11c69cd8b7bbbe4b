"""Places: locations and their exits, the rooms they host, and who is in a room now."""

from realm_gql.domain.locations.exits import join_locations, load_exits
from realm_gql.domain.locations.models import LocationExit, Presence, Room, room_stream
from realm_gql.domain.locations.presence import (
    enter_room,
    find_presence,
    find_whereabouts,
    leave_everywhere,
    leave_room,
    load_players_by_room,
    renew,
    sweep,
)
from realm_gql.domain.locations.rooms import (
    get_room,
    get_standing_room,
    list_busiest,
    load_rooms,
    load_rooms_by_location,
    open_room,
)

__all__ = [
    "LocationExit",
    "Presence",
    "Room",
    "enter_room",
    "find_presence",
    "find_whereabouts",
    "get_room",
    "get_standing_room",
    "join_locations",
    "leave_everywhere",
    "leave_room",
    "list_busiest",
    "load_exits",
    "load_players_by_room",
    "load_rooms",
    "load_rooms_by_location",
    "open_room",
    "renew",
    "room_stream",
    "sweep",
]
