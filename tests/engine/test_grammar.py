"""A schema's grammar holds exactly the compact texts that pass the schema, by a validator that nobody here wrote."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realm_gql.engine.grammar import ImpossibleSchema, compile_schema, passes

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
SCALARS = st.one_of(
    st.fixed_dictionaries({"type": st.just("boolean")}),
    st.fixed_dictionaries({"type": st.just("null")}),
    st.tuples(st.integers(-3000, 3000), st.integers(0, 3000)).map(
        lambda pair: {"type": "integer", "minimum": pair[0], "maximum": pair[0] + pair[1]}
    ),
    st.tuples(st.integers(0, 4), st.integers(0, 6)).map(
        lambda pair: {"type": "string", "minLength": pair[0], "maxLength": pair[0] + pair[1]}
    ),
    st.lists(st.one_of(TEXT, st.integers(-99, 99), st.booleans(), st.none()), min_size=1, max_size=4).map(
        lambda values: {"enum": values}
    ),
    TEXT.map(lambda text: {"const": text}),
)


def _nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    objects = st.dictionaries(TEXT, inner, max_size=3).map(
        lambda properties: {
            "type": "object", "properties": properties, "required": list(properties), "additionalProperties": False,
        }
    )  # fmt: skip
    arrays = st.tuples(inner, st.integers(0, 2), st.integers(0, 2)).map(
        lambda made: {"type": "array", "items": made[0], "minItems": made[1], "maxItems": made[1] + made[2]}
    )
    return st.one_of(objects, arrays, st.lists(inner, min_size=1, max_size=3).map(lambda options: {"anyOf": options}))


SCHEMAS = st.recursive(SCALARS, _nested, max_leaves=6)


def _valid(schema: Any, text: str) -> bool:
    return jsonschema_rs.is_valid(schema, json.loads(text))


@settings(max_examples=150)
@given(data=st.data(), schema=SCHEMAS)
def test_whatever_the_grammar_holds_passes_the_schema(data: st.DataObject, schema: dict[str, Any]) -> None:
    text = data.draw(st.from_regex(re.compile(compile_schema(schema).pattern), fullmatch=True))

    assert _valid(schema, text), text


@settings(max_examples=300)
@given(data=st.data(), schema=SCHEMAS, other=SCHEMAS)
def test_what_passes_is_what_a_validator_passes(data: st.DataObject, schema: dict[str, Any], other: Any) -> None:
    value = data.draw(_instance(schema) | _instance(other))

    assert passes(schema, value) == jsonschema_rs.is_valid(schema, value)
    assert not passes(schema, 0.5)


def _instance(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that pass a schema."""
    if "anyOf" in schema:
        return st.one_of([_instance(option) for option in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    match schema["type"]:
        case "boolean":
            return st.booleans()
        case "null":
            return st.none()
        case "integer":
            return st.integers(schema["minimum"], schema["maximum"])
        case "string":
            chars = st.characters(exclude_categories=["Cs", "Cc"])
            return st.text(chars, min_size=schema["minLength"], max_size=schema["maxLength"])
        case "array":
            items = _instance(schema["items"])
            return st.lists(items, min_size=schema["minItems"], max_size=schema["maxItems"])
    properties = schema["properties"]
    made = st.fixed_dictionaries({name: _instance(inner) for name, inner in properties.items()})
    return made.map(lambda values: {name: values[name] for name in properties})


@settings(max_examples=150)
@given(data=st.data(), schema=SCHEMAS)
def test_whatever_passes_the_schema_is_in_the_grammar(data: st.DataObject, schema: dict[str, Any]) -> None:
    value = data.draw(_instance(schema))
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    assert re.fullmatch(compile_schema(schema).pattern, text), text


@pytest.mark.parametrize(("least", "most"), [(0, 0), (3, 17), (99, 101), (-5, 5), (-100, -7), (205, 1070), (-1, 999)])
def test_whole_numbers_are_exactly_those_between(least: int, most: int) -> None:
    pattern = re.compile(compile_schema({"type": "integer", "minimum": least, "maximum": most}).pattern)

    assert [number for number in range(-1500, 1500) if pattern.fullmatch(str(number))] == list(range(least, most + 1))
    assert not any(pattern.fullmatch(text) for text in ("-0", "007", "1.0", ""))


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"type": "string", "pattern": "a+"}, "pattern is not understood"),
        ({"type": "number"}, "type 'number'"),
        ({}, "type None"),
        ({"enum": []}, "enum is empty"),
        ({"anyOf": []}, "anyOf is empty"),
        ({"type": "integer", "minimum": 5, "maximum": 4}, "no whole number"),
        ({"type": "integer", "minimum": 0.5}, "no whole number"),
        ({"type": "string", "maxLength": 10**9}, "maxLength must lie"),
        ({"type": "array"}, "what its items are"),
        ({"type": "array", "items": {"type": "null"}, "minItems": 3, "maxItems": 2}, "in order"),
        ({"type": "object", "properties": {"a": {"type": "null"}}, "required": []}, "every property is required"),
        ({"type": "object", "properties": {"a": {"type": "x"}}}, r"\$\.a has the type"),
        ({"const": "a\nb"}, "cannot be"),
        ({"type": "integer", "enum": ["a"]}, "cannot be"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_named(schema: dict[str, Any], why: str) -> None:
    with pytest.raises(ImpossibleSchema, match=why):
        compile_schema(schema)


def test_a_schema_without_an_end_is_refused() -> None:
    schema: dict[str, Any] = {"type": "null"}
    for _ in range(20):
        schema = {"type": "array", "items": schema}

    with pytest.raises(ImpossibleSchema, match="nested"):
        compile_schema(schema)
