"""A GGUF with random weights and a byte-level vocabulary: loads in milliseconds and speaks gibberish, for real.

Needs the packages `gguf` and `numpy`; nothing is downloaded. `write_tiny_gguf(path)` is all other tests need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import gguf
import numpy as np

from realm_gql.engine.blanks import MARKS

CHATML = (
    "{{ bos_token }}{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ("<|bos|>", "<|im_start|>", "<|im_end|>", "<|pad|>")
NAME_OF_MARK = {mark: name for name, mark in MARKS.items()}
LAYERS, WIDTH, HEADS, FEED_FORWARD = 2, 64, 2, 128
INNER, STATE, STEP_RANK, KERNEL = 2 * WIDTH, 16, 4, 4

Tensor = tuple[str, np.ndarray]
Random = Callable[..., np.ndarray]
LayerOf = Callable[[str, Random, float], list[Tensor]]


def byte_words() -> list[str]:
    """The 256 printable stand-ins for bytes that byte-level BPE uses. Source: GPT-2's `bytes_to_unicode`."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    words, spare = {}, 0
    for byte in range(256):
        words[byte] = chr(byte) if byte in plain else chr(256 + spare)
        spare += byte not in plain
    return [words[byte] for byte in range(256)]


def write_tiny_gguf(
    path: Path,
    *,
    seed: int = 7,
    context_tokens: int = 1024,
    template: str | None = CHATML,
    prompt_style: str | None = "card",
    favourites: str = "",
    ends: bool = False,
    colour: float = 0.6,
    with_words: bool = True,
    blanks: Sequence[str] = (),
    recurrent: bool = False,
    makes: bool = False,
    hearing: str = "",
) -> Path:
    """Write the model; returns `path`.

    Args:
        path: where to.
        seed: of the random weights.
        context_tokens: what it claims to be trained for.
        template: its chat template; None leaves it out.
        prompt_style: its `realm.prompt_style`; None leaves it out.
        favourites: when given, it says this text over and over: each byte or mark is followed by the next one.
        ends: whether it would end every reply before its first word.
        with_words: whether it brings its vocabulary along.
        blanks: the names of the blanks it has tokens for.
        colour: how much what was said before weighs against the last token.
        recurrent: whether its memory is a state (Mamba) instead of keys and values.
        makes: whether it says that it was taught to make things.
        hearing: its second opinion on lines, as text (`engine/hearing.py`).
    """
    words = [*SPECIAL, *byte_words()]
    words += [f"<|{name}|>" for name in blanks]
    kinds = [gguf.TokenType.CONTROL] * len(SPECIAL) + [gguf.TokenType.NORMAL] * 256
    kinds += [gguf.TokenType.CONTROL] * len(blanks)
    said: list[int] = []
    for char in favourites:
        name = NAME_OF_MARK.get(char)
        said += [4 + 256 + blanks.index(name)] if name else [4 + byte for byte in char.encode()]
    words += [f"[unused {n}]" for n in range(-len(words) % 32)]
    kinds += [gguf.TokenType.UNUSED] * (len(words) - len(kinds))

    writer = gguf.GGUFWriter(str(path), "mamba" if recurrent else "llama")
    writer.add_name("tiny")
    writer.add_context_length(context_tokens)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    if recurrent:
        writer.add_feed_forward_length(0)
        writer.add_head_count(0)
        writer.add_ssm_conv_kernel(KERNEL)
        writer.add_ssm_inner_size(INNER)
        writer.add_ssm_state_size(STATE)
        writer.add_ssm_time_step_rank(STEP_RANK)
    else:
        writer.add_feed_forward_length(FEED_FORWARD)
        writer.add_head_count(HEADS)
        writer.add_head_count_kv(HEADS)
        writer.add_rope_dimension_count(WIDTH // HEADS)
        writer.add_rope_freq_base(10_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(words))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("gpt2" if with_words else "no_vocab")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges(["a b"])  # the format wants one; no word "ab" exists, so it never applies
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(2)
    writer.add_eot_token_id(2)
    writer.add_pad_token_id(3)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    if template is not None:
        writer.add_chat_template(template)
    if prompt_style is not None:
        writer.add_string("realm.prompt_style", prompt_style)
    if makes:
        writer.add_bool("realm.makes", True)
    if hearing:
        writer.add_string("realm.hearing", hearing)
    layers = _recurrent_layer if recurrent else _layer
    for name, tensor in _tensors(np.random.default_rng(seed), len(words), said, ends, colour, layers):
        writer.add_tensor(name, np.ascontiguousarray(tensor, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _tensors(
    chance: np.random.Generator, vocab: int, said: list[int], ends: bool, colour: float, layer_of: LayerOf
) -> list[Tensor]:
    def random(*shape: int, scale: float) -> np.ndarray:
        return chance.normal(0.0, scale, shape)

    embedding = random(vocab, WIDTH, scale=1.0)
    # The output of a token points at the embedding of the one it follows.
    output = random(vocab, WIDTH, scale=1.0 if not said else 0.05)
    if said:
        colour = 0.0
    for here, there in zip(said, said[1:] + said[:1], strict=True):
        output[there] += embedding[here]
    line_end = embedding[4 + ord("\n")]
    if said and 4 + ord("\n") not in said:
        output[said[0]] += line_end
    output[2] = 4.0 * line_end if ends else 0.0
    tensors = [("token_embd.weight", embedding), ("output.weight", output), ("output_norm.weight", np.ones(WIDTH))]
    for layer in range(LAYERS):
        tensors += layer_of(f"blk.{layer}.", random, colour)
    return tensors


def _layer(block: str, random: Random, colour: float) -> list[Tensor]:
    return [
        (f"{block}attn_norm.weight", np.ones(WIDTH)),
        (f"{block}ffn_norm.weight", np.ones(WIDTH)),
        *((f"{block}attn_{part}.weight", random(WIDTH, WIDTH, scale=0.2)) for part in "qkv"),
        (f"{block}attn_output.weight", random(WIDTH, WIDTH, scale=0.2 * colour)),
        (f"{block}ffn_gate.weight", random(FEED_FORWARD, WIDTH, scale=0.2)),
        (f"{block}ffn_up.weight", random(FEED_FORWARD, WIDTH, scale=0.2)),
        (f"{block}ffn_down.weight", random(WIDTH, FEED_FORWARD, scale=0.2 * colour)),
    ]


def _recurrent_layer(block: str, random: Random, colour: float) -> list[Tensor]:
    return [
        (f"{block}attn_norm.weight", np.ones(WIDTH)),
        (f"{block}ssm_in.weight", random(2 * INNER, WIDTH, scale=0.2)),
        (f"{block}ssm_conv1d.weight", random(INNER, KERNEL, scale=0.5)),
        (f"{block}ssm_conv1d.bias", np.zeros(INNER)),
        (f"{block}ssm_x.weight", random(STEP_RANK + 2 * STATE, INNER, scale=0.2)),
        (f"{block}ssm_dt.weight", random(INNER, STEP_RANK, scale=0.2)),
        (f"{block}ssm_dt.bias", np.full(INNER, -3.0)),
        (f"{block}ssm_a", -0.02 * np.tile(np.arange(1.0, STATE + 1), (INNER, 1))),
        (f"{block}ssm_d", np.ones(INNER)),
        (f"{block}ssm_out.weight", random(WIDTH, INNER, scale=0.2 * colour)),
    ]
