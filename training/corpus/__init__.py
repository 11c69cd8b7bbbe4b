"""The corpus: conversations written by a grammar of our own, aligned to cards as the realm composes them."""
