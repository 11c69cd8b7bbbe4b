"""The embedded engine: llama.cpp in a supervised child process. `LlamaCppEngine` is its face; this side never imports
the library."""

from realm_gql.engine.llama_cpp.adapter import LlamaCppEngine

__all__ = ["LlamaCppEngine"]
