"""Quests: their branching scenes, what comes of them, who gives one, where, and who is in it."""

from realm_gql.domain.quests.branching import Choice, Ending, Scene, Script, list_faults
from realm_gql.domain.quests.giving import load_cast, load_quests, load_quests_by_giver
from realm_gql.domain.quests.models import Quest, QuestCast
from realm_gql.domain.quests.outcomes import Gift, NewFact, Outcome, earned, list_outcome_faults, outcomes_of

__all__ = [
    "Choice",
    "Ending",
    "Gift",
    "NewFact",
    "Outcome",
    "Quest",
    "QuestCast",
    "Scene",
    "Script",
    "earned",
    "list_faults",
    "list_outcome_faults",
    "load_cast",
    "load_quests",
    "load_quests_by_giver",
    "outcomes_of",
]
