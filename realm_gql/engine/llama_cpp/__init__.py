"""Models embedded in the realm: llama.cpp in supervised child processes. `LlamaCppEngine` writes, `LlamaCppEmbedder`
makes vectors; this side never imports the library."""

from realm_gql.engine.llama_cpp.adapter import LlamaCppEngine
from realm_gql.engine.llama_cpp.embedder import LlamaCppEmbedder

__all__ = ["LlamaCppEmbedder", "LlamaCppEngine"]
