"""The realm itself over GraphQL: its name, whether its voice can speak, and the viewer's query budget."""

from __future__ import annotations

import strawberry

from realm_gql import __version__
from realm_gql.api.context import Info
from realm_gql.api.talk import TextSource
from realm_gql.engine.port import EngineState, EngineStatus

REALM_NAME = "Realm of Echoes"
AUTHORED_VOICE = "authored lines"
"""How the engine of authored lines calls its model."""


@strawberry.type(description="What answers for NPCs at this moment.")
class VoiceStatus:
    """What answers for NPCs at this moment."""

    state: str = strawberry.field(
        description="`STARTING`, `READY`, `RESTARTING` or `FAILED`: how the language model is."
    )
    model: str = strawberry.field(description="The model's name.")
    source: TextSource = strawberry.field(description="Where the next reply would come from.")
    detail: str = strawberry.field(
        description="One line for a moderator, who may know of the host's machine; empty for others."
    )

    @classmethod
    def from_status(cls, status: EngineStatus, moderates: bool) -> VoiceStatus:
        """The voice, from what the engine says of itself; its line names files, so not everybody is shown it."""
        silent = status.state is EngineState.FAILED or status.model == AUTHORED_VOICE
        source = TextSource.AUTHORED if silent else TextSource.MODEL
        return cls(
            state=status.state.value, model=status.model, source=source, detail=status.detail if moderates else ""
        )


@strawberry.type(description="This realm.")
class Realm:
    """This realm."""

    name: str = strawberry.field(description="What it is called.")
    version: str = strawberry.field(description="Which version of the software it runs.")

    @strawberry.field(
        description="What answers for NPCs at this moment; null where another process writes the replies."
    )
    def voice(self, info: Info) -> VoiceStatus | None:
        if not info.context.runtime.settings.worker:
            return None
        viewer = info.context.viewer
        return VoiceStatus.from_status(info.context.runtime.engine.status(), viewer is not None and viewer.moderates)


@strawberry.type(description="Your budget for queries, in points. `extensions.cost` says what an operation took.")
class RateLimit:
    """A viewer's query budget."""

    maximum: int = strawberry.field(description="The most points it holds.")
    available: int = strawberry.field(description="Points left, after this operation was paid for.")
    restore_rate: int = strawberry.field(description="Points that come back in a second.")


@strawberry.type
class RealmQuery:
    @strawberry.field(description="This realm.")
    def realm(self) -> Realm:
        return Realm(name=REALM_NAME, version=__version__)

    @strawberry.field(description="Your budget for queries: yours when you are signed in, else your address's.")
    def rate_limit(self, info: Info) -> RateLimit:
        settings = info.context.runtime.settings
        budget = info.context.budget
        return RateLimit(
            maximum=settings.query_cost_maximum,
            available=budget.available if budget else settings.query_cost_maximum,
            restore_rate=settings.query_cost_restore_per_s,
        )
