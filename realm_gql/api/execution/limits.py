"""What a document may be at most, measured in one pass that looks at every fragment once.

The pass is linear however fragments refer to each other: what a fragment holds is measured once and remembered, where
the stock limiters expand each spread anew and take exponential time on a chain of fragments.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Visitor,
    visit,
)
from graphql.validation.rules import overlapping_fields_can_be_merged

MAX_TOKENS = 1_000
MAX_DEPTH = 12
MAX_ALIASES = 15
MAX_DIRECTIVES = 20
MAX_MUTATION_FIELDS = 10
MAX_NUMBER_CHARACTERS = 400
"""No number that fits a scalar is written longer, and reading one takes the square of its length."""
MAX_OVERLAP_CHECKS = 50_000
"""Comparisons that the overlapping-fields rule may make: a document of a thousand tokens can ask for many more."""

TOO_LARGE = "QUERY_TOO_LARGE"

# The library's own knob, read at each validation; its default takes a third of a second of the event loop.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = MAX_OVERLAP_CHECKS


@dataclass(frozen=True, slots=True)
class Size:
    """How much a selection holds, with its fragments expanded."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    """At the top of the selection only."""


def check_limits(document: DocumentNode) -> list[GraphQLError]:
    """What about a parsed document goes beyond the limits; nothing when it may be validated."""
    measure = _Measure(document)
    problems: list[str] = []
    for definition in document.definitions:
        if not isinstance(definition, OperationDefinitionNode):
            continue
        size = measure.selection(definition.selection_set)
        if size.depth > MAX_DEPTH:
            problems.append(f"This operation is {size.depth} levels deep; at most {MAX_DEPTH} are allowed.")
        if size.aliases > MAX_ALIASES:
            problems.append(f"This operation has {_count(size.aliases)} aliases; at most {MAX_ALIASES} are allowed.")
        if definition.operation is OperationType.MUTATION and size.fields > MAX_MUTATION_FIELDS:
            problems.append(
                f"This operation makes {_count(size.fields)} changes; at most {MAX_MUTATION_FIELDS} are allowed in one."
            )
    seen = _Seen()
    visit(document, seen)
    if seen.directives > MAX_DIRECTIVES:
        problems.append(f"This document has {seen.directives} directives; at most {MAX_DIRECTIVES} are allowed.")
    if seen.longest_number > MAX_NUMBER_CHARACTERS:
        problems.append(f"A number here is {seen.longest_number} characters long; at most {MAX_NUMBER_CHARACTERS} fit.")
    return [GraphQLError(problem, extensions={"code": TOO_LARGE}) for problem in problems]


class _Measure:
    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.known: dict[str, Size] = {}
        self.open: set[str] = set()

    def selection(self, selection_set: SelectionSetNode | None) -> Size:
        if selection_set is None:
            return Size()
        depth = aliases = fields = 0
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                # Introspection is deep by nature; graphql-core has a rule of its own for it.
                inner = Size() if node.name.value.startswith("__") else self.selection(node.selection_set)
                size = Size(inner.depth + 1, inner.aliases + (node.alias is not None), 1)
            elif isinstance(node, InlineFragmentNode):
                size = self.selection(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                size = self.fragment(node.name.value)
            else:
                continue
            depth = max(depth, size.depth)
            aliases += size.aliases
            fields += size.fields
        return Size(depth, aliases, fields)

    def fragment(self, name: str) -> Size:
        if name in self.known:
            return self.known[name]
        if name in self.open or name not in self.fragments:
            return Size()  # a cycle or an unknown name: validation refuses it
        self.open.add(name)
        self.known[name] = self.selection(self.fragments[name].selection_set)
        self.open.discard(name)
        return self.known[name]


class _Seen(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.directives = 0
        self.longest_number = 0

    def enter_directive(self, _node: DirectiveNode, *_args: object) -> None:
        self.directives += 1

    def enter_int_value(self, node: IntValueNode, *_args: object) -> None:
        self.longest_number = max(self.longest_number, len(node.value))

    def enter_float_value(self, node: FloatValueNode, *_args: object) -> None:
        self.longest_number = max(self.longest_number, len(node.value))


def _count(number: int) -> str:
    """A count for people: a chain of fragments can stand for more than anybody would write out."""
    return str(number) if number < 1_000_000 else "over a million"
