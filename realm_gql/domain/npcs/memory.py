"""What an NPC keeps of a player: how often they met, the last exchanges, and a running summary of what was said.

The summary is put together by plain code from the player's own words: it never invents, and costs no model.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from realm_gql.domain.accounts.models import Account
from realm_gql.domain.npcs.models import Acquaintance
from realm_gql.kit.clock import now
from realm_gql.storage.database import Transaction

LIMIT_EXCHANGES = 6
LIMIT_EXCHANGE_CHARS = 400
LIMIT_SUMMARY_CHARS = 400
LIMIT_QUOTE_CHARS = 60
NEW_MEETING_AFTER = timedelta(minutes=10)

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SELF = re.compile(
    r"\b(?:i am|i'm|my name is|call me|i come from|i live|i lost|i seek|i'm looking for)\b", re.IGNORECASE
)
_OFFER = re.compile(r"\b(?:i will|i'll|i can|let me|i promise|i brought|i have|take this|for you)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:hello|hi|hey|hail|greetings|good (?:day|morning|evening|night)|thanks?|thank you|bye|goodbye|farewell"
    r"|yes|no|ok(?:ay)?)\b"
    r"[\s,.!?]*(?:there|you|friend)?[\s,.!?]*$",
    re.IGNORECASE,
)


async def find_acquaintance(session: AsyncSession, npc_id: UUID, player_id: UUID) -> Acquaintance | None:
    """What this NPC keeps of this player, or None when they never talked."""
    return await session.get(Acquaintance, (npc_id, player_id))


async def remember(tx: Transaction, npc_id: UUID, player_id: UUID, said: str, replied: str) -> Acquaintance:
    """Let an NPC keep an exchange with a player.

    Talk after more than ten minutes of silence is a new meeting.

    Returns:
        What it keeps now: the last six exchanges, and the summary with this one in it.
    """
    moment = now()
    known = await tx.session.get(Acquaintance, (npc_id, player_id))
    if known is None:
        known = Acquaintance(npc_id=npc_id, player_id=player_id, meetings=1, last_at=moment)
        tx.session.add(known)
    elif moment - known.last_at > NEW_MEETING_AFTER:
        known.meetings += 1
    player = await tx.session.get(Account, player_id)
    exchange = {
        "said": said[:LIMIT_EXCHANGE_CHARS],
        "replied": replied[:LIMIT_EXCHANGE_CHARS],
        "at": moment.isoformat(),
    }
    known.exchanges = [*known.exchanges, exchange][-LIMIT_EXCHANGES:]
    known.summary = summarise(known.summary, player.handle if player else "Somebody", said)
    known.last_at = moment
    await tx.session.flush()
    return known


async def forget_player(tx: Transaction, player_id: UUID) -> None:
    """Let every NPC forget a player."""
    await tx.session.execute(delete(Acquaintance).where(col(Acquaintance.player_id) == player_id))


def summarise(summary: str, player: str, said: str) -> str:
    """A summary with one more thing that the player said, the oldest forgotten when it grows beyond 400 characters.

    Args:
        summary: what there was, one remark after another: ``Kofi asked about "the bell"; offered "my rope"``.
        player: the player's handle, which opens the summary.
        said: the player's line; a mere greeting adds nothing.
    """
    remark = note(said)
    remarks = summary.split("; ") if summary else []
    if remarks:
        # The player may have another handle by now: the first remark carries it, and is written anew.
        remarks[0] = _VERBS.sub(r"\1", remarks[0])
    if remark and remark not in remarks:
        remarks.append(remark)
    while remarks and len(written := f"{player} " + "; ".join(remarks)) > LIMIT_SUMMARY_CHARS:
        remarks.pop(0)
    return written if remarks else ""


_VERBS = re.compile(r'^.*?((?:asked about|told of themselves|offered|said) ".*)$')


def note(said: str) -> str:
    """What is worth keeping of a line: its most telling sentence, quoted; empty for a mere greeting."""
    sentences = [sentence for sentence in _SENTENCE_END.split(" ".join(said.split())) if _telling(sentence)]
    if not sentences:
        return ""
    for verb, mark in (("told of themselves", _SELF), ("offered", _OFFER)):
        for sentence in sentences:
            if not sentence.endswith("?") and mark.search(sentence):
                return f"{verb} {quote(sentence)}"
    for sentence in sentences:
        if sentence.endswith("?"):
            return f"asked about {quote(_subject(sentence))}"
    return f"said {quote(max(sentences, key=len))}"


def quote(text: str) -> str:
    """A short quotation, cut at a word; marks inside that would end it or the remark are softened."""
    plain = text.rstrip(".!?… ").replace('"', "'").replace(";", ",")
    if len(plain) > LIMIT_QUOTE_CHARS:
        plain = plain[:LIMIT_QUOTE_CHARS].rsplit(" ", 1)[0] + "…"
    return f'"{plain}"'


_QUESTION = re.compile(
    r"^(?:(?:and|but|so|then|well|please|tell me),?\s+)*"
    r"(?:(?:what|who|where|when|why|how|which)(?:'s|\s+(?:is|are|was|were|do|does|did|can|could|would|will|has|have))?"
    r"|(?:do|does|did|is|are|was|were|can|could|would|will|have|has|may)\s+(?:you|there|it|i|we|anyone|somebody)"
    r"|have you heard)\s+"
    r"(?:(?:you|i|we)\s+)?(?:(?:know|think|hear|heard|say|tell me|remember|seen)\s+)?(?:(?:about|of)\s+)?",
    re.IGNORECASE,
)


def _subject(question: str) -> str:
    """What a question is about: the question without the words that make it one."""
    rest = _QUESTION.sub("", question, count=1).rstrip("?!. ")
    return rest if len(rest) >= 3 else question


def _telling(sentence: str) -> bool:
    return not _GREETING.match(sentence) and any(map(str.isalpha, sentence))
