"""Query budgets: a bucket of points for every viewer, or for every address of those who are not signed in.

Kept in this process: a budget guards this process's own time. Limits that must hold over all processes (guests, ways
in) are in the database instead, see `domain/accounts/limits.py`.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

KEPT_BUDGETS = 10_000


class Budget:
    """Points to spend on queries; they come back at a steady rate up to a maximum.

    Args:
        maximum: the most points it holds, which is what it starts with.
        restore_per_s: how many come back in a second.
        clock: seconds that never run backwards.
    """

    def __init__(self, maximum: int, restore_per_s: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.maximum = maximum
        self.restore_per_s = restore_per_s
        self._clock = clock
        self._points = float(maximum)
        self._at = clock()

    @property
    def available(self) -> int:
        """Points that can be spent now."""
        moment = self._clock()
        self._points = min(self.maximum, self._points + (moment - self._at) * self.restore_per_s)
        self._at = moment
        return math.floor(self._points)

    def spend(self, points: int) -> float:
        """Take points out, all or none.

        Returns:
            0 when they were taken; else the seconds until there will be enough.
        """
        missing = points - self.available
        if missing > 0:
            return missing / self.restore_per_s if self.restore_per_s else math.inf
        self._points -= points
        return 0.0

    def give_back(self, points: int) -> None:
        """Put back what was taken and not used; what was used beyond that is given as a negative number."""
        self._points = min(self.maximum, self._points + points)


class Budgets:
    """The budgets in use lately, by whose they are; the one that was idle longest is forgotten first."""

    def __init__(self, maximum: int, restore_per_s: int, kept: int = KEPT_BUDGETS) -> None:
        self._maximum = maximum
        self._restore_per_s = restore_per_s
        self._kept = kept
        self._known: OrderedDict[str, Budget] = OrderedDict()

    def of(self, key: str) -> Budget:
        """The budget of an account or an address."""
        budget = self._known.get(key)
        if budget is None:
            budget = self._known[key] = Budget(self._maximum, self._restore_per_s)
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return budget
