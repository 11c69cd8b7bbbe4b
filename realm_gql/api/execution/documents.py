"""Documents, parsed and validated once: the last few hundred are remembered, the refused ones as well."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    validate,
    visit,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from realm_gql.api.execution.limits import MAX_TOKENS, check_limits
from realm_gql.api.execution.requests import without_nul

KEPT_DOCUMENTS = 256
MAX_ERRORS = 20

PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"

# One tuple of classes for the life of the process: rules made anew for a request defeat every cache.
RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document, or why it is refused."""

    ast: DocumentNode | None
    errors: tuple[GraphQLError, ...] = ()


class Documents:
    """The documents that were asked for lately, by their text.

    Args:
        schema: what they are validated against.
        kept: how many are remembered.
    """

    def __init__(self, schema: GraphQLSchema, kept: int = KEPT_DOCUMENTS) -> None:
        self._schema = schema
        self._kept = kept
        self._known: OrderedDict[str, Document] = OrderedDict()

    def get(self, text: str) -> Document:
        """A document, from memory if it was met before."""
        document = self._known.get(text)
        if document is None:
            document = self._known[text] = self._load(text)
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(text)
        return document

    def _load(self, text: str) -> Document:
        try:
            ast = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Document(None, (with_code(error, PARSE_FAILED),))
        except RecursionError:
            return Document(None, (GraphQLError("Nested too deeply.", extensions={"code": PARSE_FAILED}),))
        ast = visit(ast, _WithoutNul())
        if errors := check_limits(ast):
            return Document(None, tuple(errors))
        errors = validate(self._schema, ast, RULES, max_errors=MAX_ERRORS)
        if errors:
            return Document(None, tuple(with_code(error, VALIDATION_FAILED) for error in errors))
        return Document(ast)


class _WithoutNul(Visitor):
    """Reads every U+0000 in a text as U+FFFD, as `requests.without_nul` does with variables."""

    def enter_string_value(self, node: StringValueNode, *_args: object) -> StringValueNode | None:
        if "\x00" not in node.value:
            return None
        return StringValueNode(value=without_nul(node.value), block=node.block, loc=node.loc)


def with_code(error: GraphQLError, code: str) -> GraphQLError:
    """The same error with a code for programs, unless it has one."""
    if error.extensions and "code" in error.extensions:
        return error
    return GraphQLError(
        error.message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions={**(error.extensions or {}), "code": code},
    )
