"""What every resolver is handed: the runtime, who asks, and the loaders of this operation. No rules live here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from realm_gql.errors import NotAllowed, SignInRequired
from realm_gql.runtime import Runtime

if TYPE_CHECKING:
    from realm_gql.api.execution.budget import Budget
    from realm_gql.api.execution.meter import Meter
    from realm_gql.api.loaders import Loaders
    from realm_gql.domain.accounts import Scope, Viewer


class Context:
    """The surroundings of one operation.

    Args:
        runtime: the ports of the realm.
        viewer: whose token came with the request; None when nobody is signed in.
        client_ip: the address the request came from.
        budget: the query budget this operation is paid from; None outside a transport.
    """

    def __init__(
        self, runtime: Runtime, viewer: Viewer | None = None, client_ip: str = "", budget: Budget | None = None
    ) -> None:
        self.runtime = runtime
        self.viewer = viewer
        self.client_ip = client_ip
        self.budget = budget
        self.meter: Meter | None = None
        self._loaders: Loaders | None = None

    @property
    def loaders(self) -> Loaders:
        """The loaders of this operation, or of this event of a subscription."""
        if self._loaders is None:
            # The loaders name every noun of the face, and every noun names this module.
            from realm_gql.api.loaders import Loaders

            self._loaders = Loaders(self.runtime)
        return self._loaders

    def fresh_loaders(self) -> None:
        """Forget what was loaded: a subscription calls this for each event, or it would tell of an older world."""
        self._loaders = None

    def require(self, scope: Scope) -> Viewer:
        """The viewer, when the token in use carries `scope`.

        Raises:
            SignInRequired: nobody is signed in.
            NotAllowed: the token does not carry the scope.
        """
        if self.viewer is None:
            raise SignInRequired("Sign in or enter as a guest first.")
        if scope not in self.viewer.scopes:
            raise NotAllowed(f"This token lacks the scope {scope.value}; use one that has it.")
        return self.viewer


Info = strawberry.Info[Context, None]
