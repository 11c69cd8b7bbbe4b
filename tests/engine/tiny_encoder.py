"""GGUFs with random weights that encode and never write: a BERT with word pieces, and the encoder of a T5."""

from __future__ import annotations

import string
from pathlib import Path

import gguf
import numpy as np

from tests.engine.tiny_gguf import byte_words

BERT_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
T5_SPECIAL = ("<pad>", "</s>")
WIDTH, HEADS, FEED_FORWARD, BUCKETS = 32, 2, 64, 8


def write_tiny_bert(path: Path, *, context_tokens: int = 64, pooling: gguf.PoolingType | None = None) -> Path:
    """Write a BERT of one layer that knows letters; it names its pooling where one is given. Returns `path`."""
    letters = string.ascii_lowercase
    words = [*BERT_SPECIAL, *(f"\u2581{letter}" for letter in letters), *letters]
    kinds = [gguf.TokenType.CONTROL] * len(BERT_SPECIAL) + [gguf.TokenType.NORMAL] * (2 * len(letters))
    writer = _begin(path, "bert", context_tokens)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(False)
    if pooling is not None:
        writer.add_pooling_type(pooling)
    writer.add_tokenizer_model("bert")
    writer.add_tokenizer_pre("default")
    writer.add_token_type_count(2)
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_pad_token_id(0)
    writer.add_unk_token_id(1)
    writer.add_bos_token_id(2)
    writer.add_sep_token_id(3)
    writer.add_eos_token_id(3)
    writer.add_mask_token_id(4)
    shapes = {"token_embd.weight": (len(words), WIDTH), "token_types.weight": (2, WIDTH)}
    shapes["position_embd.weight"] = (context_tokens, WIDTH)
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        shapes |= {f"blk.0.{part}.weight": (WIDTH, WIDTH), f"blk.0.{part}.bias": (WIDTH,)}
    shapes |= {"blk.0.ffn_up.weight": (FEED_FORWARD, WIDTH), "blk.0.ffn_up.bias": (FEED_FORWARD,)}
    shapes |= {"blk.0.ffn_down.weight": (WIDTH, FEED_FORWARD), "blk.0.ffn_down.bias": (WIDTH,)}
    for norm in ("token_embd_norm", "blk.0.attn_output_norm", "blk.0.layer_output_norm"):
        shapes |= {f"{norm}.weight": (WIDTH,), f"{norm}.bias": (WIDTH,)}
    return _finish(writer, shapes, path)


def write_tiny_t5_encoder(path: Path) -> Path:
    """Write the encoder of a T5 of one layer; returns `path`."""
    words = [*T5_SPECIAL, *byte_words()]
    kinds = [gguf.TokenType.CONTROL] * len(T5_SPECIAL) + [gguf.TokenType.NORMAL] * 256
    writer = _begin(path, "t5encoder", 512)
    writer.add_key_length(WIDTH // HEADS)
    writer.add_value_length(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_relative_attn_buckets_count(BUCKETS)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges(["a b"])
    writer.add_pad_token_id(0)
    writer.add_eos_token_id(1)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(True)
    shapes: dict[str, tuple[int, ...]] = {"token_embd.weight": (len(words), WIDTH), "enc.output_norm.weight": (WIDTH,)}
    shapes |= {f"enc.blk.0.attn_{part}.weight": (WIDTH, WIDTH) for part in "qkvo"}
    shapes |= {"enc.blk.0.attn_rel_b.weight": (BUCKETS, HEADS)}
    shapes |= {f"enc.blk.0.{norm}_norm.weight": (WIDTH,) for norm in ("attn", "ffn")}
    shapes |= {"enc.blk.0.ffn_up.weight": (FEED_FORWARD, WIDTH), "enc.blk.0.ffn_down.weight": (WIDTH, FEED_FORWARD)}
    return _finish(writer, shapes, path)


def _begin(path: Path, architecture: str, context_tokens: int) -> gguf.GGUFWriter:
    writer = gguf.GGUFWriter(str(path), architecture)
    writer.add_name(f"tiny {architecture}")
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    return writer


def _finish(writer: gguf.GGUFWriter, shapes: dict[str, tuple[int, ...]], path: Path) -> Path:
    chance = np.random.default_rng(7)
    for name, shape in shapes.items():
        tensor = np.ones(shape) if name.endswith("norm.weight") else chance.normal(0.0, 0.4, shape)
        writer.add_tensor(name, np.ascontiguousarray(tensor, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
