"""What is said in a room and how a reply is asked for: turns, takes, the fair queue, prompts, watching it live."""

from realm_gql.domain.talk.answering import answer, claim_and_open
from realm_gql.domain.talk.claims import load_open_turns, release_orphans
from realm_gql.domain.talk.models import Take, Turn, TurnState
from realm_gql.domain.talk.speech import clean_writing
from realm_gql.domain.talk.turns import WORK_TOPIC, choose_take, load_takes, load_turns, retry_turn, speak, stop_turn
from realm_gql.domain.talk.watching import Delta, Gap, Seen, watch_room, watch_turn

__all__ = [
    "WORK_TOPIC",
    "Delta",
    "Gap",
    "Seen",
    "Take",
    "Turn",
    "TurnState",
    "answer",
    "choose_take",
    "claim_and_open",
    "clean_writing",
    "load_open_turns",
    "load_takes",
    "load_turns",
    "release_orphans",
    "retry_turn",
    "speak",
    "stop_turn",
    "watch_room",
    "watch_turn",
]
