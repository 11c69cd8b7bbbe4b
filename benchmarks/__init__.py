"""Measurements and hard knocks for a real realm in its own process, on loopback. `python -m benchmarks` lists them.

Nothing here is part of the realm. `tests/proof/` runs small versions of the same code and asserts; here numbers are
printed and judged by whoever reads them.
"""
