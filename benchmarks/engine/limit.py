"""What the library can do at most on this machine: prompts read and tokens written in full batches, nothing else.

The same as `llama-batched-bench` does, with our batch: no sampling, no text, no transport. The figure counts the tokens
written in the time of both, so that it bounds what any server can stream of the same work: prompts as long as those of
the load, read anew by each.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

from benchmarks.engine.prompts import COLD, make_prompt
from realm_gql.engine.blanks import Blanks
from realm_gql.engine.llama_cpp.batch import Batch
from realm_gql.engine.llama_cpp.model import PREFILL_TOKENS, Limits, Model
from realm_gql.engine.llama_cpp.prompting import tokenize_prompt


def written_per_s(path: Path, threads: int, streams: int, context_tokens: int, written_tokens: int) -> float:
    """Tokens written in a second by `streams` replies to prompts of cold personas."""
    model = Model(path, Limits(threads, context_tokens, streams))
    prompt = make_prompt(COLD, 7)
    blanks = Blanks(prompt, model.blanks.values()) if model.blanks else None
    prompt_tokens = len(tokenize_prompt(model, prompt, model.context_tokens - written_tokens, blanks))
    batch, word = Batch(model.lib, model.batch_tokens), 400
    started = perf_counter()
    for stream in range(streams):
        for at in range(0, prompt_tokens, PREFILL_TOKENS):
            batch.clear()
            batch.add([word] * min(PREFILL_TOKENS, prompt_tokens - at), at, stream, wants_logits=False)
            batch.decode(model.context)
    for step in range(written_tokens):
        batch.clear()
        for stream in range(streams):
            batch.add([word + step], prompt_tokens + step, stream, wants_logits=True)
        batch.decode(model.context)
    return streams * written_tokens / (perf_counter() - started)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    for name in ("threads", "streams", "context", "written"):
        parser.add_argument(f"--{name}", type=int, required=True)
    chosen = parser.parse_args()
    print(written_per_s(chosen.model, chosen.threads, chosen.streams, chosen.context, chosen.written))
