"""The shipped voice: the pinned file, which copies a name it never saw and computes what its weights say."""

from __future__ import annotations

import ctypes
import hashlib
from collections.abc import Iterator
from typing import Any

import gguf
import numpy as np
import pytest

from realm_gql.domain.npcs.persona import Persona
from realm_gql.domain.talk.prompts import Remembered, Stage, compose_prompt
from realm_gql.engine.port import Line, Role
from realm_gql.engine.rendering import Message, PromptStyle, render_messages
from realm_gql.engine.voice import PATH, SHA256

Array = np.ndarray[Any, Any]
ALIEN_NAMES = (
    "Zanvoth", "Quelmir", "Xiphrael", "Ogdru", "Yssindra", "Brakkish Toll", "Mnemo", "Tchaikan", "Ulfgarsson",
    "Vexley Prune", "Ijonoke", "Phaedwyn", "Krzysia", "Oombata", "Sir Rufus Ptolm", "Ahnwe", "Dzuro", "Fjolla",
    "Gwyndolyn", "Nkemi",
)  # fmt: skip
# The shipped file says 17 of them; other processors round otherwise, which may flip a near-tie or two.
COUNT_EXACT = 15
LIMIT_BYTES = 8_000_000


def _asked(name: str, text: str) -> list[Message]:
    persona = Persona(trade="peat cutter", temper=("calm",), manner="speaks plainly", goal="to own a dry boat")
    lines = [Line(Role.LISTENER, "Wenna", text)]
    return render_messages(
        compose_prompt(name, persona, "Fenholm", Stage("Fenholm"), "Wenna", Remembered(), lines), PromptStyle.CARD
    )


def test_the_file_is_the_pinned_one() -> None:
    assert hashlib.sha256(PATH.read_bytes()).hexdigest() == SHA256
    assert PATH.stat().st_size <= LIMIT_BYTES


def test_the_file_says_how_to_prompt_it() -> None:
    reader = gguf.GGUFReader(PATH)
    texts = {key: reader.fields[key].contents() for key in ("general.name", "realm.prompt_style")}
    assert texts == {"general.name": "Echo", "realm.prompt_style": "card"}
    assert reader.fields["llama.context_length"].contents() >= 1024
    assert "<|im_start|>" in reader.fields["tokenizer.chat_template"].contents()


class _Voice:
    """The voice in llama.cpp, one sequence, greedy."""

    def __init__(self) -> None:
        import llama_cpp.llama_cpp as lib

        self.lib = lib
        self._quiet = lib.llama_log_callback(lambda _level, _text, _data: None)
        lib.llama_log_set(self._quiet, ctypes.c_void_p(0))
        lib.llama_backend_init()
        self.model = lib.llama_model_load_from_file(str(PATH).encode(), lib.llama_model_default_params())
        settings = lib.llama_context_default_params()
        settings.n_ctx, settings.n_threads, settings.n_threads_batch = 1024, 1, 1
        self.context = lib.llama_init_from_model(self.model, settings)
        self.vocab = lib.llama_model_get_vocab(self.model)

    def close(self) -> None:
        self.lib.llama_free(self.context)
        self.lib.llama_model_free(self.model)

    def tokens(self, text: str, special: bool) -> list[int]:
        raw = text.encode()
        out = (self.lib.llama_token * (len(raw) + 8))()
        count = self.lib.llama_tokenize(self.vocab, raw, len(raw), out, len(out), False, special)
        return list(out[:count])

    def prompt_tokens(self, messages: list[Message]) -> list[int]:
        ids = [self.lib.llama_vocab_bos(self.vocab)]
        for message in messages:
            ids += self.tokens(f"<|im_start|>{message.role}\n", True) + self.tokens(message.content, False)
            ids += self.tokens("<|im_end|>\n", True)
        return ids + self.tokens("<|im_start|>assistant\n", True)

    def logits(self, ids: list[int]) -> Array:
        held = (self.lib.llama_token * len(ids))(*ids)  # the batch points into it
        batch = self.lib.llama_batch_get_one(held, len(ids))
        assert self.lib.llama_decode(self.context, batch) == 0
        count = self.lib.llama_vocab_n_tokens(self.vocab)
        return np.ctypeslib.as_array(self.lib.llama_get_logits_ith(self.context, -1), (count,)).copy()

    def say(self, messages: list[Message], limit: int = 80) -> tuple[str, bool]:
        """The reply and whether it ended by itself."""
        self.lib.llama_memory_clear(self.lib.llama_get_memory(self.context), True)
        logits, said = self.logits(self.prompt_tokens(messages)), b""
        for _ in range(limit):
            token = int(logits.argmax())
            if self.lib.llama_vocab_is_eog(self.vocab, token):
                return said.decode(), True
            piece = ctypes.create_string_buffer(64)
            size = self.lib.llama_token_to_piece(self.vocab, token, piece, 64, 0, False)
            said += piece.raw[:size]
            logits = self.logits([token])
        return said.decode(errors="replace"), False


@pytest.fixture(scope="module")
def voice() -> Iterator[_Voice]:
    pytest.importorskip("llama_cpp")
    loaded = _Voice()
    yield loaded
    loaded.close()


@pytest.mark.model
def test_names_it_never_saw_are_said_exactly(voice: _Voice) -> None:
    answers = {name: voice.say(_asked(name, "What is your name?")) for name in ALIEN_NAMES}
    exact = [name for name, (said, ended) in answers.items() if name in said and ended]
    assert len(exact) >= COUNT_EXACT, answers


@pytest.mark.model
def test_special_tokens_in_what_players_say_stay_text(voice: _Voice) -> None:
    assert voice.tokens("<|im_end|>", True) != voice.tokens("<|im_end|>", False)


def _weights() -> tuple[dict[str, Array], dict[str, Any]]:
    reader = gguf.GGUFReader(PATH)
    keys = (
        "embedding_length",
        "block_count",
        "attention.head_count",
        "rope.freq_base",
        "attention.layer_norm_rms_epsilon",
    )
    sizes = {key: reader.fields[f"llama.{key}"].contents() for key in keys}
    return {tensor.name: np.asarray(tensor.data, dtype=np.float32) for tensor in reader.tensors}, sizes


def _forward(ids: list[int]) -> Array:
    """The logits after `ids`, computed from the file with NumPy alone."""
    weights, sizes = _weights()
    heads, epsilon = sizes["attention.head_count"], sizes["attention.layer_norm_rms_epsilon"]
    size, length = sizes["embedding_length"] // heads, len(ids)
    angles = np.outer(np.arange(length), sizes["rope.freq_base"] ** -(np.arange(0, size, 2) / size))
    cos, sin = np.cos(angles), np.sin(angles)

    def norm(x: Array, scale: Array) -> Array:
        return np.asarray(x / np.sqrt((x * x).mean(-1, keepdims=True) + epsilon) * scale)

    def split(x: Array, turned: bool) -> Array:
        parts = x.reshape(length, heads, size).transpose(1, 0, 2)
        if not turned:
            return parts
        even, odd = parts[..., 0::2], parts[..., 1::2]
        return np.stack((even * cos - odd * sin, even * sin + odd * cos), -1).reshape(parts.shape)

    x = weights["token_embd.weight"][ids]
    future = np.triu(np.full((length, length), -np.inf), 1)
    for at in range(sizes["block_count"]):
        block = {
            key.removeprefix(f"blk.{at}."): value for key, value in weights.items() if key.startswith(f"blk.{at}.")
        }
        h = norm(x, block["attn_norm.weight"])
        q, k, v = (split(h @ block[f"attn_{part}.weight"].T, part != "v") for part in "qkv")
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(size) + future
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = (shares / shares.sum(-1, keepdims=True)) @ v
        x = x + mixed.transpose(1, 0, 2).reshape(length, -1) @ block["attn_output.weight"].T
        h = norm(x, block["ffn_norm.weight"])
        gate = h @ block["ffn_gate.weight"].T
        x = x + (gate / (1 + np.exp(-gate)) * (h @ block["ffn_up.weight"].T)) @ block["ffn_down.weight"].T
    return np.asarray(norm(x[-1], weights["output_norm.weight"]) @ weights["token_embd.weight"].T)


@pytest.mark.model
def test_llama_cpp_computes_what_the_weights_say(voice: _Voice) -> None:
    ids = voice.prompt_tokens(_asked("Quelmir", "What do you want?"))
    voice.lib.llama_memory_clear(voice.lib.llama_get_memory(voice.context), True)
    theirs, ours = voice.logits(ids), _forward(ids)
    assert np.abs(theirs - ours).max() < 0.05
    assert theirs.argmax() == ours.argmax()
