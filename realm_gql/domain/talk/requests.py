"""From a turn to a request for the engine: gathers what the prompt rests on; composing it is `prompts.py`."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain import accounts, locations, lore, npcs
from realm_gql.domain.lineage.models import Creation
from realm_gql.domain.npcs.models import Npc
from realm_gql.domain.npcs.persona import Persona
from realm_gql.domain.talk.models import Take, Turn
from realm_gql.domain.talk.prompts import Remembered, Stage, compose_prompt
from realm_gql.domain.talk.turns import list_talk
from realm_gql.engine.port import AuthoredLine, GenerationRequest, Line, Purpose, Role
from realm_gql.engine.sampling import TALK
from realm_gql.errors import NotFound
from realm_gql.runtime import Runtime

LIMIT_EXCHANGES = 4
"""How many of the NPC's last replies in this room the prompt shows."""


async def compose_request(runtime: Runtime, turn: Turn, take: Take, reply_so_far: str) -> GenerationRequest:
    """Ask for one take of a turn, from the database as it is now.

    Raises:
        NotFound: the NPC or its room is gone.
    """
    async with runtime.database.reading() as session:
        speaker = await session.get(Creation, turn.npc_id)
        place = await session.get(Npc, turn.npc_id)
        if speaker is None or place is None:
            raise NotFound("Whoever should answer is gone.")
        persona = Persona.from_content(speaker.content)
        home = await session.get(Creation, place.home_id) if place.home_id else None
        lines = await _lines(session, turn)
        stage = await _stage(session, turn)
        known = await npcs.find_acquaintance(session, turn.npc_id, turn.asker_id)
    remembered = Remembered(known.meetings, known.summary) if known else Remembered()
    listener = lines[-1].name
    settings = runtime.settings
    return GenerationRequest(
        id=f"{turn.id}:{take.number}",
        prompt=compose_prompt(
            speaker.name, persona, home.name if home else "", stage, listener, remembered, lines, reply_so_far
        ),
        max_tokens=settings.reply_max_tokens,
        deadline_s=settings.reply_deadline_s,
        sampling=replace(TALK, seed=take.seed),
        authored=tuple(AuthoredLine(saying.text, saying.keys) for saying in persona.sayings),
        purpose=Purpose.TURN,
        party=str(turn.asker_id),
    )


async def _lines(session: AsyncSession, turn: Turn) -> list[Line]:
    talk = await list_talk(session, turn.room_id, turn.npc_id, LIMIT_EXCHANGES)
    earlier = [(said, take) for said, take in talk if said.id != turn.id]
    asker_ids = [*(said.asker_id for said, _ in earlier), turn.asker_id]
    names = [account.handle if account else "someone" for account in await accounts.load_accounts(session, asker_ids)]
    lines: list[Line] = []
    for (said, take), name in zip(earlier, names, strict=False):
        lines += [Line(Role.LISTENER, name, said.said), Line(Role.SPEAKER, "", take.text)]
    return [*lines, Line(Role.LISTENER, names[-1], turn.said)]


async def _stage(session: AsyncSession, turn: Turn) -> Stage:
    room = await locations.get_room(session, turn.room_id)
    place = await session.get(Creation, room.location_id)
    pieces = lore.match_lore(await lore.list_lore(session, turn.npc_id), turn.said)
    return Stage(
        place=place.name if place else room.name,
        about=place.summary if place else "",
        others=tuple(await _others(session, turn.room_id, turn.npc_id)),
        lore=tuple(piece.text for piece in pieces),
    )


async def _others(session: AsyncSession, room_id: UUID, npc_id: UUID) -> list[str]:
    rows = await session.scalars(
        select(col(Creation.name))
        .join(Npc, col(Npc.id) == col(Creation.id))
        .where(col(Npc.room_id) == room_id, col(Npc.id) != npc_id)
        .order_by(col(Npc.position))
    )
    return list(rows)
