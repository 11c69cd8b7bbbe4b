"""From a JSON schema to a grammar that lets a model write nothing else. Pure; knows no model.

A subset of JSON Schema, compiled strictly: what is not understood is refused, never ignored, so what comes out always
passes the schema. Objects have all their properties, in the order given; there is no white space between tokens, which
costs a model time and says nothing.

    type: object (properties, in their order) · array (items, minItems, maxItems) · string (minLength, maxLength, enum,
    const) · integer (minimum, maximum) · boolean · null;   anyOf;   enum and const of strings, integers, booleans, null

Lengths count Unicode code points, as JSON Schema does. Control characters are left out of strings altogether: JSON
wants them escaped, and no text of ours holds any.

Source: GBNF, llama.cpp `grammars/README.md`; JSON Schema 2020-12. The compiler that comes with llama-cpp-python ignores
`minimum` and `maximum` and lets raw control characters into strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]

LIMIT_STRING_CHARS = 1_000
LIMIT_ITEMS = 100
LIMIT_DEPTH = 12
LIMIT_DIGITS = 18

_NOTES = {"title", "description", "$schema", "additionalProperties", "required", "default", "examples"}
# A character of a string, and what may follow a backslash; control characters and lone surrogates are neither.
_CHAR = r'([^"\\\x00-\x1F\x7F-\x9F]|\\["\\])'


class ImpossibleSchema(Exception):
    """This schema cannot be compiled; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """A finite language: `gbnf` for llama.cpp, `pattern` for everybody else."""

    gbnf: str
    pattern: str


def compile_schema(schema: Schema) -> Grammar:
    """The grammar of exactly the compact JSON texts that a schema describes.

    Raises:
        ImpossibleSchema: the schema uses what is not understood here, or nothing can satisfy it.
    """
    body = _compile(schema, "$", 0)
    return Grammar(f"root ::= {body.gbnf}\nchar ::= {_gbnf_chars()}\n", body.pattern)


def passes(schema: Schema, value: Any) -> bool:
    """Whether what a model wrote is what `schema`, one that can be compiled, asks for.

    Asked of models behind servers, which may follow a schema or not; order and white space are not looked at.
    """
    if "anyOf" in schema:
        return any(passes(option, value) for option in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        values = schema["enum"] if "enum" in schema else [schema["const"]]
        return any(type(value) is type(one) and value == one for one in values)
    kind = schema.get("type")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        fits = value.keys() == properties.keys()
        return kind == "object" and fits and all(passes(inner, value[name]) for name, inner in properties.items())
    if isinstance(value, list):
        fits = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return kind == "array" and fits and all(passes(schema["items"], item) for item in value)
    if isinstance(value, str):
        return kind == "string" and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
    if type(value) is int:
        return kind == "integer" and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    return kind == "boolean" if isinstance(value, bool) else kind == "null" and value is None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the language, in both notations; each is safe to stand beside another."""

    gbnf: str
    pattern: str


def _literal(text: str) -> _Part:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return _Part(f'"{escaped}"', re.escape(text))


def _sequence(parts: Sequence[_Part]) -> _Part:
    return _Part(" ".join(part.gbnf for part in parts), "".join(part.pattern for part in parts))


def _choice(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    return _Part(
        "(" + " | ".join(part.gbnf for part in parts) + ")", "(?:" + "|".join(part.pattern for part in parts) + ")"
    )


def _repeated(part: _Part, least: int, most: int) -> _Part:
    if most == 0:
        return _Part('""', "")
    return _Part(f"({part.gbnf}){{{least},{most}}}", f"(?:{part.pattern}){{{least},{most}}}")


def _compile(schema: Schema, where: str, depth: int) -> _Part:
    if depth > LIMIT_DEPTH:
        raise ImpossibleSchema(f"{where} is nested more than {LIMIT_DEPTH} deep.")
    if "anyOf" in schema:
        _refuse_others(schema, {"anyOf"}, where)
        options = [_compile(option, f"{where}.anyOf[{at}]", depth + 1) for at, option in enumerate(schema["anyOf"])]
        if not options:
            raise ImpossibleSchema(f"{where}.anyOf is empty: nothing can satisfy it.")
        return _choice(options)
    if "const" in schema or "enum" in schema:
        return _one_of(schema, where)
    compilers: dict[Any, Callable[[Schema, str, int], _Part]] = {
        "object": _object, "array": _array, "string": _string, "integer": _integer,
        "boolean": lambda *_: _choice([_literal("true"), _literal("false")]), "null": lambda *_: _literal("null"),
    }  # fmt: skip
    kind = schema.get("type")
    if not isinstance(kind, str) or kind not in compilers:
        raise ImpossibleSchema(f"{where} has the type {kind!r}; known are {', '.join(compilers)}.")
    return compilers[kind](schema, where, depth)


def _one_of(schema: Schema, where: str) -> _Part:
    _refuse_others(schema, {"type", "const", "enum"}, where)
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    if not values:
        raise ImpossibleSchema(f"{where}.enum is empty: nothing can satisfy it.")
    kinds = {"string": str, "integer": int, "boolean": bool, "null": type(None)}
    for value in values:
        known = value is None or isinstance(value, (str, int, bool))
        fits = "type" not in schema or type(value) is kinds.get(schema["type"])
        if not known or not fits or (isinstance(value, str) and not re.fullmatch(f"(?:{_plain_chars()})*", value)):
            raise ImpossibleSchema(f"{where} cannot be {value!r}.")
    return _choice([_literal(json.dumps(value, ensure_ascii=False)) for value in dict.fromkeys(values)])


def _object(schema: Schema, where: str, depth: int) -> _Part:
    _refuse_others(schema, {"type", "properties"}, where)
    properties = schema.get("properties", {})
    if missing := set(schema.get("required", properties)) ^ set(properties):
        raise ImpossibleSchema(f"{where}: every property is required, and {', '.join(sorted(missing))} is not in both.")
    parts = [_literal("{")]
    for at, (name, inner) in enumerate(properties.items()):
        parts.append(_literal(("," if at else "") + json.dumps(name, ensure_ascii=False) + ":"))
        parts.append(_compile(inner, f"{where}.{name}", depth + 1))
    return _sequence([*parts, _literal("}")])


def _array(schema: Schema, where: str, depth: int) -> _Part:
    _refuse_others(schema, {"type", "items", "minItems", "maxItems"}, where)
    if "items" not in schema:
        raise ImpossibleSchema(f"{where} does not say what its items are.")
    least, most = _bounds(schema, "minItems", "maxItems", LIMIT_ITEMS, where)
    item = _compile(schema["items"], f"{where}[]", depth + 1)
    more = _repeated(_sequence([_literal(","), item]), max(0, least - 1), max(0, most - 1))
    some = _sequence([item, more])
    inner = _Part('""', "") if most == 0 else some if least > 0 else _repeated(some, 0, 1)
    return _sequence([_literal("["), inner, _literal("]")])


def _string(schema: Schema, where: str, _depth: int) -> _Part:
    _refuse_others(schema, {"type", "minLength", "maxLength"}, where)
    least, most = _bounds(schema, "minLength", "maxLength", LIMIT_STRING_CHARS, where)
    return _sequence(
        [_literal('"'), _repeated(_Part("char", _CHAR.replace("(", "(?:", 1)), least, most), _literal('"')]
    )


def _integer(schema: Schema, where: str, _depth: int) -> _Part:
    _refuse_others(schema, {"type", "minimum", "maximum"}, where)
    largest = 10**LIMIT_DIGITS - 1
    least, most = schema.get("minimum", -largest), schema.get("maximum", largest)
    if not all(type(bound) is int and abs(bound) <= largest for bound in (least, most)) or least > most:
        raise ImpossibleSchema(f"{where}: no whole number lies between {least} and {most}.")
    parts = []
    if least < 0:
        negative = _between(max(1, -most), -least)
        parts.append(_Part(f'"-" ({negative})', f"-(?:{negative})"))
    if most >= 0:
        positive = _between(max(0, least), most)
        parts.append(_Part(f"({positive})", f"(?:{positive})"))
    return _choice([_Part(part.gbnf, part.pattern.replace('"', "").replace(" ", "")) for part in parts])


def _between(least: int, most: int) -> str:
    """The decimal numbers from `least` to `most`, in GBNF; without its quotes and spaces that is a pattern as well."""
    choices = []
    for digits in range(len(str(least)), len(str(most)) + 1):
        low = max(least, 10 ** (digits - 1) if digits > 1 else 0)
        high = min(most, 10**digits - 1)
        choices += _same_length(str(low), str(high))
    return " | ".join(choices)


def _same_length(low: str, high: str) -> list[str]:
    """Numbers of as many digits as `low` and `high` have."""
    if not low:
        return [""]
    if low[0] == high[0]:
        return [f'"{low[0]}" {rest}'.strip() for rest in _grouped(_same_length(low[1:], high[1:]))]
    rest_digits = len(low) - 1
    any_rest = f"[0-9]{{{rest_digits}}}" if rest_digits else ""
    first, last = int(low[0]), int(high[0])
    choices = []
    if int(low[1:] or 0) > 0:
        choices += [f'"{first}" {rest}'.strip() for rest in _grouped(_same_length(low[1:], "9" * rest_digits))]
        first += 1
    upper = []
    if high[1:] != "9" * rest_digits:
        upper = [f'"{last}" {rest}'.strip() for rest in _grouped(_same_length("0" * rest_digits, high[1:]))]
        last -= 1
    if first <= last:
        choices.append(f"[{first}-{last}] {any_rest}".strip())
    return choices + upper


def _grouped(choices: list[str]) -> list[str]:
    return choices if len(choices) == 1 else ["(" + " | ".join(choices) + ")"]


def _bounds(schema: Schema, least_key: str, most_key: str, limit: int, where: str) -> tuple[int, int]:
    least, most = schema.get(least_key, 0), schema.get(most_key, limit)
    if not all(type(bound) is int for bound in (least, most)) or not 0 <= least <= most <= limit:
        raise ImpossibleSchema(f"{where}: {least_key} and {most_key} must lie between 0 and {limit}, in order.")
    return least, most


def _refuse_others(schema: Schema, known: set[str], where: str) -> None:
    if unknown := set(schema) - known - _NOTES:
        raise ImpossibleSchema(f"{where}: {', '.join(sorted(unknown))} is not understood here.")


def _plain_chars() -> str:
    return r"[^\x00-\x1F\x7F-\x9F\uD800-\uDFFF]"


def _gbnf_chars() -> str:
    # Ranges instead of a negation: llama.cpp would count what lies beyond Unicode as a character.
    return r'[ !#-\[\]-~\u00A0-\uD7FF\uE000-\U0010FFFF] | "\\" ["\\]'
