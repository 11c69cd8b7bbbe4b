"""What an operation costs, in points, before it is run.

A thing costs one point, a change ten; plain values, edges and page information are free. A list multiplies what is
asked of each of its things: a page by its `first` or `last` as it was really sent (in a variable too), `nodes` by its
ids, a lineage by what it usually reaches, any other list by a usual length. One pass, every fragment priced once. It is
an estimate; what is really read is counted by `meter`.
"""

from __future__ import annotations

from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    value_from_ast_untyped,
)

from realm_gql.api.relay import PAGE_SIZE, PAGE_SIZE_MAXIMUM

POINTS_PER_CHANGE = 10
USUAL_LIST_LENGTH = 5
LINEAGE_SIZE = 20
COST_CEILING = 10**9
"""Beyond this nobody counts."""

FREE_SUFFIXES = ("Edge", "Connection", "PageInfo", "Payload")


def is_free(kind: GraphQLNamedType) -> bool:
    """Whether a type only wraps what was paid for, or describes the schema."""
    return kind.name.endswith(FREE_SUFFIXES) or kind.name.startswith("__")


class _Pricing:
    def __init__(
        self, schema: GraphQLSchema, fragments: dict[str, FragmentDefinitionNode], variables: dict[str, Any]
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables
        self.known: dict[str, int] = {}

    def selection(self, selection_set: SelectionSetNode, parent: object) -> int:
        total = 0
        for node in selection_set.selections:
            if self.left_out(node.directives):
                continue
            if isinstance(node, FieldNode):
                total += self.field(node, parent)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self.schema.get_type(condition.name.value) if condition else parent
                total += self.selection(node.selection_set, inner)
            elif isinstance(node, FragmentSpreadNode):
                total += self.fragment(node.name.value)
        return min(total, COST_CEILING)

    def fragment(self, name: str) -> int:
        if name not in self.known:
            definition = self.fragments[name]
            parent = self.schema.get_type(definition.type_condition.name.value)
            self.known[name] = self.selection(definition.selection_set, parent)
        return self.known[name]

    def field(self, node: FieldNode, parent: object) -> int:
        name = node.name.value
        if name.startswith("__") or not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0
        definition = parent.fields.get(name)
        if definition is None:
            return 0
        kind = get_named_type(definition.type)
        own = 1 if is_composite_type(kind) and not is_free(kind) else 0
        if parent is self.schema.mutation_type:
            own = POINTS_PER_CHANGE
        inner = self.selection(node.selection_set, kind) if node.selection_set else 0
        times = self.times(node, definition, parent)
        if kind.name.endswith("Connection"):
            return min(own + times * inner, COST_CEILING)
        return min(times * (own + inner), COST_CEILING)

    def times(self, node: FieldNode, definition: GraphQLField, parent: GraphQLObjectType | GraphQLInterfaceType) -> int:
        sent = {argument.name.value: self.value(argument.value) for argument in node.arguments or ()}
        if "first" in definition.args:
            sizes = [sent[name] for name in ("first", "last") if type(sent.get(name)) is int]
            return min(max([1, *sizes]), PAGE_SIZE_MAXIMUM) if sizes else PAGE_SIZE
        if "ids" in definition.args:
            ids = sent.get("ids")
            return len(ids) if isinstance(ids, list) else 1
        if "up" in definition.args:
            return LINEAGE_SIZE
        if parent.name.endswith("Connection") or parent.name == "Lineage":
            return 1  # the field that led here was multiplied already
        kind = definition.type.of_type if is_non_null_type(definition.type) else definition.type
        return USUAL_LIST_LENGTH if is_list_type(kind) else 1

    def value(self, node: ValueNode) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return value_from_ast_untyped(node, self.variables)

    def left_out(self, directives: tuple[DirectiveNode, ...] | None) -> bool:
        for directive in directives or ():
            for argument in directive.arguments or ():
                value = self.value(argument.value)
                if (directive.name.value, value) in (("skip", True), ("include", False)):
                    return True
        return False


def price(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
    variables: dict[str, Any],
) -> int:
    """What an operation costs, in points; at least one.

    Args:
        schema: the schema it was validated against.
        operation: the operation that will run.
        fragments: the fragments of its document.
        variables: the variables after coercion, so that defaults count.
    """
    pricing = _Pricing(schema, fragments, variables)
    root = schema.get_root_type(operation.operation)
    return max(1, pricing.selection(operation.selection_set, root))
