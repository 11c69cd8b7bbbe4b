"""How an engine is asked to make something: what to make, a wish, and the schema of what comes back. Pure.

The schemas bound every text, so that what is made always fits its fields; the embedded voice is trained on exactly
these (`training/corpus/made.py`), so a field renamed here is a voice to be trained again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from realm_gql.engine.port import Fact, GenerationRequest, Line, Prompt, Purpose, Role
from realm_gql.engine.sampling import MAKING

LIMIT_WISH_CHARS = 400
LIMIT_MADE_TOKENS = 1024
"""More than the longest of `SCHEMAS` takes: an answer that is cut off is worth nothing."""


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _list(of: dict[str, Any], least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": least, "maxItems": most}


def _object(**fields: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "item": _object(name=_text(60), text=_text(300)),
    "cosmetic": _object(name=_text(60), text=_text(300)),
    "location": _object(name=_text(60), about=_text(120), text=_text(300)),
    "lore": _object(name=_text(60), keys=_list(_text(20), 1, 5), text=_text(400)),
    "npc": _object(
        name=_text(60), trade=_text(60), temper=_list(_text(20), 1, 3), manner=_text(120), goal=_text(120),
        secret=_text(160), past=_text(300), text=_text(240), greeting=_text(240),
    ),
    "quest": _object(
        name=_text(60), text=_text(300), start=_text(240), search=_text(240), twist=_text(240), good=_text(240),
        bad=_text(240), choices=_list(_text(48), 6, 6),
    ),
}  # fmt: skip
"""What is made, by kind: an object of bounded texts, its fields in the order in which they are written."""


TELLINGS: Mapping[str, str] = {
    "narration": "Write one line of stage direction about who is here, in the present tense.",
    "chronicle": "Write one line of this place's chronicle about who was here, in the past tense.",
    "recap": "Tell the listener in one or two sentences how the last meeting was, without inventing facts.",
    "between": "Say something to somebody else who is here, in your own manner.",
}
"""What is told about people who are there, by kind, and how an instruct model is asked for it."""


def tell_prompt(prompt: Prompt, kind: str) -> Prompt:
    """`prompt`, for a line of `TELLINGS` instead of an answer: with the same card, so that it is read once for both."""
    return replace(prompt, memory=(*prompt.memory, Fact("make", kind)), lines=(), reply_so_far="")


def make_prompt(kind: str, wish: str, known: Sequence[Fact] = (), plan: Sequence[Fact] = ()) -> Prompt:
    """The prompt that asks for a `kind` of `SCHEMAS`.

    Args:
        kind: what to make.
        wish: what the player typed; may be empty.
        known: what stands around it: the place, who is near, what is told there.
        plan: what code took the wish for. The embedded voice is told this instead of the wish; other models are not.
    """
    wanted = " ".join(wish.split())[:LIMIT_WISH_CHARS] or "surprise me"
    return Prompt(
        speaker="",
        listener="",
        persona=(Fact("make", kind),),
        scene=tuple(known),
        memory=tuple(plan),
        lines=(Line(Role.LISTENER, "", wanted),),
    )


def one_field_schema(kind: str, field: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The schema that asks for one field anew, the others as they are: they are written first, so that it agrees.

    Args:
        kind: what is made.
        field: the field to write, which comes last.
        kept: the other fields; a text is cut to what the kind's schema allows, a list is bounded by its entries.
    """
    properties = SCHEMAS[kind]["properties"]
    others = {
        name: _as_it_is(kept[name], shape) for name, shape in properties.items() if name != field and kept.get(name)
    }
    return _object(**others, **{field: properties[field]})


def _as_it_is(value: str | Sequence[str], shape: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(value, str):
        return {"const": " ".join(value.split())[: shape["maxLength"]]}
    entries = [" ".join(text.split()) for text in value]
    return _list({"enum": entries}, len(entries), len(entries))


def make_request(
    request_id: str,
    kind: str,
    wish: str,
    known: Sequence[Fact] = (),
    seed: int = 0,
    schema: Mapping[str, Any] | None = None,
    plan: Sequence[Fact] = (),
) -> GenerationRequest:
    """Ask for a `kind` of `SCHEMAS`, as `make_prompt` words it; with `schema`, for what that asks for of it."""
    return GenerationRequest(
        id=request_id,
        prompt=make_prompt(kind, wish, known, plan),
        max_tokens=LIMIT_MADE_TOKENS,
        sampling=replace(MAKING, seed=seed),
        schema=SCHEMAS[kind] if schema is None else schema,
        purpose=Purpose.MAKING,
    )
