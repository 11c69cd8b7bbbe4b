"""How the embedded voice "Echo" is made: corpus, tokenizer, model, trainer, export and evaluation.

Nothing here is imported by the realm; the realm only reads the file this package writes.
"""
