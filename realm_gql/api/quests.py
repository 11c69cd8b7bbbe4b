"""Quests over GraphQL: their branching scenes, who gives one, where, and who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from realm_gql.api.context import Info
from realm_gql.api.lineage import (
    After,
    Creation,
    CreationOrder,
    First,
    OrderBy,
    Search,
    find_of_kind,
    list_kind,
)
from realm_gql.api.relay import Connection, find_id
from realm_gql.domain import lineage, quests

if TYPE_CHECKING:
    from realm_gql.api.locations import Location
    from realm_gql.api.npcs import Npc


@strawberry.type(description="How a quest closes.")
class Ending:
    name: str = strawberry.field(description="What the ending is called.")
    tone: str = strawberry.field(description="Its tone, in a word.")


@strawberry.type(description="One thing a player may do in a scene.")
class Choice:
    script: strawberry.Private[quests.Script]
    leads_to: strawberry.Private[str]
    key: str = strawberry.field(description="Its name within the scene.")
    label: str = strawberry.field(description="What the player does, as it is offered.")

    @strawberry.field(description="The scene it leads to.")
    def to(self) -> Scene:
        return Scene.from_script(self.script, self.leads_to)


@strawberry.type(description="One moment of a quest: it offers choices, or it is an ending.")
class Scene:
    key: str = strawberry.field(description="Its name within the quest.")
    text: str = strawberry.field(description="What is told.")
    choices: list[Choice] = strawberry.field(description="What a player may do; empty for an ending.")
    ending: Ending | None = strawberry.field(description="How the quest closes here; null when it goes on.")

    @classmethod
    def from_script(cls, script: quests.Script, key: str) -> Scene:
        """The scene of that key."""
        scene = next(scene for scene in script.scenes if scene.key == key)
        return cls(
            key=scene.key,
            text=scene.text,
            choices=[
                Choice(script=script, leads_to=choice.to, key=choice.key, label=choice.label)
                for choice in scene.choices
            ],
            ending=Ending(name=scene.ending.name, tone=scene.ending.tone) if scene.ending else None,
        )


@strawberry.type(description="A short story that branches; playing one takes a few minutes.")
class Quest(Creation):
    @strawberry.field(description="The NPC who gives it; null when nobody does.")
    async def giver(self, info: Info) -> Annotated[Npc, strawberry.lazy("realm_gql.api.npcs")] | None:
        from realm_gql.api.npcs import Npc

        quest = await info.context.loaders.quest_by_id.load(self.row.id)
        if quest is None or quest.giver_id is None:
            return None
        return Npc.from_row(await info.context.loaders.creation_by_id.load(quest.giver_id))

    @strawberry.field(description="Every scene, in the order its author gave.")
    def scenes(self) -> list[Scene]:
        script = quests.Script.from_content(self.row.content)
        return [Scene.from_script(script, scene.key) for scene in script.scenes]

    @strawberry.field(description="The scene it begins with.")
    def start(self) -> Scene:
        script = quests.Script.from_content(self.row.content)
        return Scene.from_script(script, script.start)

    @strawberry.field(description="The NPCs who appear in it, in the order its author gave.")
    async def cast(self, info: Info) -> list[Annotated[Npc, strawberry.lazy("realm_gql.api.npcs")]]:
        from realm_gql.api.npcs import Npc

        rows = await info.context.loaders.cast_by_quest.load(self.row.id)
        return [Npc.from_row(row) for row in rows]

    @strawberry.field(description="Where it takes place; null when anywhere.")
    async def location(self, info: Info) -> Annotated[Location, strawberry.lazy("realm_gql.api.locations")] | None:
        from realm_gql.api.locations import Location

        quest = await info.context.loaders.quest_by_id.load(self.row.id)
        if quest is None or quest.location_id is None:
            return None
        return Location.from_row(await info.context.loaders.creation_by_id.load(quest.location_id))

    @strawberry.field(description="How many minutes it takes to play.")
    def estimated_minutes(self) -> int:
        return quests.Script.from_content(self.row.content).estimated_minutes


@strawberry.type
class QuestsQuery:
    @strawberry.field(description="All quests.")
    async def quests(
        self,
        info: Info,
        first: First = 20,
        after: After = None,
        order_by: OrderBy = CreationOrder.NEWEST,
        search: Search = None,
    ) -> Connection[Quest]:
        return await list_kind(info, Quest, lineage.CreationKind.QUEST, first, after, order_by, search)

    @strawberry.field(description="One quest, or null.")
    async def quest(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The quest's id.")]
    ) -> Quest | None:
        key = find_id(id, "Quest")
        if key is None:
            return None
        row = await find_of_kind(info.context, key, lineage.CreationKind.QUEST)
        return Quest.from_row(row) if row else None
