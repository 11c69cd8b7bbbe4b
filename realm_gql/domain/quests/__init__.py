"""Quests: their branching scenes, who gives one, where, and who is in it."""

from realm_gql.domain.quests.branching import Choice, Ending, Scene, Script, list_faults
from realm_gql.domain.quests.giving import load_cast, load_quests, load_quests_by_giver
from realm_gql.domain.quests.models import Quest, QuestCast

__all__ = [
    "Choice",
    "Ending",
    "Quest",
    "QuestCast",
    "Scene",
    "Script",
    "list_faults",
    "load_cast",
    "load_quests",
    "load_quests_by_giver",
]
