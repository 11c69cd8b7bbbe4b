"""Realm of Echoes: a living fantasy world that anyone can host. `docs/architecture.md` is the map of this house."""

__version__ = "0.1.0"
