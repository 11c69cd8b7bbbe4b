"""Helpers that know no noun of the realm."""
