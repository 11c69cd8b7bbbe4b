"""Models of random weights for the benchmark: speed depends on their size, not on what they say.

They have the embedded voice's words, so that prompts are as long as its own, and never end by themselves nor draw a
control token: every reply is exactly as long as was asked for, whoever serves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from realm_gql.engine.voice import PATH as VOICE_PATH

_KEPT = ("tokenizer.ggml.tokens", "tokenizer.ggml.token_type", "tokenizer.ggml.merges", "tokenizer.chat_template")


@dataclass(frozen=True, slots=True)
class Size:
    """The sizes of a Llama."""

    name: str
    width: int
    layers: int
    heads: int
    heads_kv: int
    hidden: int


ONE_MILLION = Size("1M", 128, 4, 2, 2, 352)
EIGHTY_EIGHT_MILLION = Size("88M", 768, 12, 12, 12, 2048)
HALF_BILLION = Size("0.5B", 1024, 28, 16, 8, 4096)


def write_random_gguf(path: Path, size: Size, context_tokens: int = 4096, seed: int = 7) -> Path:
    """Write a model of that size in F16; returns `path`."""
    reader = gguf.GGUFReader(VOICE_PATH)
    tokens, types, merges, template = (reader.fields[key].contents() for key in _KEPT)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_name(size.name)
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(size.width)
    writer.add_block_count(size.layers)
    writer.add_feed_forward_length(size.hidden)
    writer.add_head_count(size.heads)
    writer.add_head_count_kv(size.heads_kv)
    writer.add_rope_dimension_count(size.width // size.heads)
    writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    for add, word in (
        (writer.add_bos_token_id, "<|bos|>"), (writer.add_eos_token_id, "<|im_end|>"),
        (writer.add_eot_token_id, "<|im_end|>"), (writer.add_pad_token_id, "<|pad|>"),
    ):  # fmt: skip
        add(tokens.index(word))
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(template)
    speakable = np.array(
        [kind == gguf.TokenType.NORMAL and _is_words(word) for word, kind in zip(tokens, types, strict=True)]
    )
    for name, tensor in _tensors(np.random.default_rng(seed), size, speakable):
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _is_words(word: str) -> bool:
    return len(word) > 1 and word.removeprefix("Ġ").isascii() and word.removeprefix("Ġ").isalpha()


def _tensors(
    chance: np.random.Generator, size: Size, speakable: np.ndarray[Any, Any]
) -> list[tuple[str, np.ndarray[Any, Any]]]:
    def draw(*shape: int, scale: float) -> np.ndarray[Any, Any]:
        return (chance.standard_normal(shape, np.float32) * scale).astype(np.float16)

    ones, narrow = np.ones(size.width, np.float32), size.width // size.heads * size.heads_kv
    output = draw(len(speakable), size.width, scale=0.3) * speakable[:, None].astype(np.float16)
    tensors = [
        ("token_embd.weight", draw(len(speakable), size.width, scale=1.0)),
        ("output.weight", output),
        ("output_norm.weight", ones),
    ]
    for layer in range(size.layers):
        block, scale = f"blk.{layer}.", size.width**-0.5
        tensors += [(f"{block}attn_norm.weight", ones), (f"{block}ffn_norm.weight", ones)]
        tensors += [
            (f"{block}{part}.weight", draw(*shape, scale=scale))
            for part, shape in (
                ("attn_q", (size.width, size.width)), ("attn_k", (narrow, size.width)),
                ("attn_v", (narrow, size.width)),
                ("attn_output", (size.width, size.width)), ("ffn_gate", (size.hidden, size.width)),
                ("ffn_up", (size.hidden, size.width)), ("ffn_down", (size.width, size.hidden)),
            )
        ]  # fmt: skip
    return tensors
