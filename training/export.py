"""From a checkpoint to the GGUF file the realm ships: F16 weights, tokenizer, chat template and prompt style."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch

from training.hearing import PATH as HEARING_PATH
from training.model import Llama, Shape
from training.tokenizer import BOS, END, PAD
from training.tokenizer import PATH as TOKENIZER_PATH
from training.train import CHECKPOINT

VOICE_DIR = Path(__file__).parents[1] / "realm_gql" / "engine" / "voice"
TEMPERATURE = 0.3
"""Held short: warmer, a model this small loses the names it should copy."""
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

MAKES = False
"""Whether the realm may ask it for things: not before readers (`MADE.txt`) find three in five sensible.

Where a voice may not, things are made from tables."""


def export(checkpoint: Path, tokenizer_path: Path, out: Path) -> str:
    """Write the GGUF file and return its SHA-256."""
    state = torch.load(checkpoint, weights_only=True)
    shape = Shape(**state["shape"])
    Llama(shape).load_state_dict(state["model"])
    writer = gguf.GGUFWriter(str(out), "llama")
    _write_keys(writer, shape, json.loads(tokenizer_path.read_text()))
    _write_weights(writer, shape, {name: tensor.float().numpy() for name, tensor in state["model"].items()})
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return hashlib.sha256(out.read_bytes()).hexdigest()


def _write_keys(writer: gguf.GGUFWriter, shape: Shape, tokenizer: dict[str, Any]) -> None:
    writer.add_name("Echo")
    writer.add_license("AGPL-3.0-or-later")
    writer.add_description("The embedded voice of Realm of Echoes, trained from scratch on a corpus of its own.")
    writer.add_string("realm.prompt_style", "card")
    writer.add_float32("realm.temperature", TEMPERATURE)
    writer.add_bool("realm.makes", MAKES)
    writer.add_string("realm.hearing", HEARING_PATH.read_text())
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_rope_freq_base(shape.theta)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocab)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    specials = {token["id"]: token["content"] for token in tokenizer["added_tokens"]}
    spelled = {number: text for text, number in tokenizer["model"]["vocab"].items()}
    kinds = gguf.TokenType
    tokens = [specials.get(at, spelled.get(at, f"[unused{at}]")) for at in range(shape.vocab)]
    types = [
        kinds.CONTROL if at in specials else kinds.NORMAL if at in spelled else kinds.UNUSED
        for at in range(shape.vocab)
    ]
    merges = [" ".join(merge) if isinstance(merge, list) else merge for merge in tokenizer["model"]["merges"]]
    ids = {text: number for number, text in specials.items()}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(ids[BOS])
    writer.add_eos_token_id(ids[END])
    writer.add_eot_token_id(ids[END])
    writer.add_pad_token_id(ids[PAD])
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)


def _write_weights(writer: gguf.GGUFWriter, shape: Shape, weights: dict[str, np.ndarray[Any, Any]]) -> None:
    def put(name: str, array: np.ndarray[Any, Any]) -> None:
        # llama.cpp wants norms in F32; without an output matrix it ties the embedding.
        kind = np.float32 if array.ndim == 1 else np.float16
        writer.add_tensor(name, np.ascontiguousarray(array.astype(kind)))

    put("token_embd.weight", weights["embedding.weight"])
    for at in range(shape.layers):
        ours, theirs = f"blocks.{at}.", f"blk.{at}."
        put(theirs + "attn_norm.weight", weights[ours + "attn_norm.weight"])
        put(theirs + "ffn_norm.weight", weights[ours + "ffn_norm.weight"])
        for part, name in zip(np.split(weights[ours + "qkv.weight"], 3), "qkv", strict=True):
            put(f"{theirs}attn_{name}.weight", part)
        put(theirs + "attn_output.weight", weights[ours + "attn_out.weight"])
        gate, up = np.split(weights[ours + "gate_up.weight"], 2)
        put(theirs + "ffn_gate.weight", gate)
        put(theirs + "ffn_up.weight", up)
        put(theirs + "ffn_down.weight", weights[ours + "down.weight"])
    put("output_norm.weight", weights["norm.weight"])


def pin(sha256: str, path: Path) -> None:
    """Write the file's hash where the realm reads it."""
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(f'SHA256 = "{sha256}"\n' if line.startswith("SHA256 = ") else line for line in lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, default=CHECKPOINT)
    parser.add_argument("--out", type=Path, default=VOICE_DIR / "echo.gguf")
    arguments = parser.parse_args()
    digest = export(arguments.checkpoint, TOKENIZER_PATH, arguments.out)
    if arguments.out.parent == VOICE_DIR:
        pin(digest, VOICE_DIR / "__init__.py")
    print(arguments.out.stat().st_size, "bytes", digest)
