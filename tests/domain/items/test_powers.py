"""Powers read back from what is stored, and each is told in words."""

from __future__ import annotations

from realm_gql.domain.items import Power, PowerKind, powers_of


def test_powers_read_back_and_the_old_have_none() -> None:
    stored = {"slot": "HAND", "powers": [{"kind": "LIGHT", "strength": 2}]}

    assert powers_of(stored) == (Power(PowerKind.LIGHT, 2),)
    assert powers_of({"slot": "HAND"}) == ()


def test_every_power_is_told() -> None:
    assert all(Power(kind, 1).told for kind in PowerKind)
