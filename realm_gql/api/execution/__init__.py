"""How an operation is run: parsed and checked once, priced, paid for, and executed under a time limit.

`documents` parses and validates, `limits` measures what a document may be, `cost` prices it, `budget` pays, `run` puts
them together for every transport. What the operations mean is written in the noun files beside this folder.
"""

from realm_gql.api.execution.budget import Budget, Budgets
from realm_gql.api.execution.requests import Request, RequestRefused, parse_request
from realm_gql.api.execution.run import Api, Prepared

__all__ = ["Api", "Budget", "Budgets", "Prepared", "Request", "RequestRefused", "parse_request"]
