"""A GGUF file opened through llama.cpp, whatever it is for: its metadata, its words, its memory. No context here.

The library is imported here, lazily, and nowhere else; only the child process does it.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, cast

from realm_gql.engine.llama_cpp.loading import READING_SHARE, Tell, read_ahead, size_bytes
from realm_gql.engine.llama_cpp.sizing import LEAST_CONTEXT_TOKENS, DoesNotFit, Plan, plan

MAGIC = b"GGUF"
META_LIMIT_BYTES = 256 * 1024
PIECE_CHARS = 8192
"""Longer texts are tokenized in pieces: the patterns that split words for some vocabularies (tekken, gpt-4o, llama4 …)
run in `std::regex`, which overflows the stack on 32,768 letters."""
REMEMBERED_TEXTS = 512
_LOG_LEVEL_ERROR = 4


class UnusableModel(Exception):
    """This file will never do its work; the message is one line for the host."""


class GgufModel:
    """An opened file; `lib` is llama.cpp.

    `tell` learns how far the loading is; an `OSError` that it raises ends the loading.

    Raises:
        UnusableModel: the file is missing, broken or of a kind this llama.cpp does not know.
    """

    _log_callback: ClassVar[Any] = None

    def __init__(self, path: Path, tell: Tell) -> None:
        _check_file(path)
        self._file = path.name
        self.lib = _load_library()
        self._errors: list[str] = []
        # Kept by the class: llama.cpp calls the last one it was given, even when this model is gone before another.
        GgufModel._log_callback = self._listen_to_log()
        self._handle = self._open(path, tell)
        self._vocab = self.lib.llama_model_get_vocab(self._handle)
        self.name = self.meta("general.name") or path.stem
        # A persona, a template and the lines of a talk come again with every reply.
        self._tokenize: Callable[[str, bool], tuple[int, ...]] = lru_cache(REMEMBERED_TEXTS)(self._tokenize_anew)

    def meta(self, key: str, limit_bytes: int = META_LIMIT_BYTES) -> str:
        """A value of the file's metadata as text; empty when it has none, or one of `limit_bytes` or more."""
        buffer = ctypes.create_string_buffer(limit_bytes)
        size = self.lib.llama_model_meta_val_str(self._handle, key.encode(), cast(Any, buffer), limit_bytes)
        return buffer.value.decode(errors="replace") if 0 < size < limit_bytes else ""

    def first_error(self) -> str:
        """What llama.cpp complained of since it was last asked; the lines after the first only repeat the failure."""
        errors, self._errors = self._errors, []
        return errors[0].split(": ", 1)[-1] if errors else "llama.cpp does not say why"

    def plan_memory(
        self, path: Path, context_tokens: int, parallel: int, most_parallel: int, can_share: bool = False
    ) -> Plan:
        """Divide the memory that is free; the arguments are those of `sizing.plan`.

        Raises:
            UnusableModel: the file does not fit this machine.
        """
        lib = self.lib
        heads, width = int(lib.llama_model_n_head(self._handle)), int(lib.llama_model_n_embd(self._handle))
        # Keys and values, two bytes each; a model whose heads are wider than its embedding says so itself.
        head_size = int(
            self.meta(f"{self.meta('general.architecture')}.attention.key_length") or width // max(1, heads)
        )
        per_token = 4 * int(lib.llama_model_n_layer(self._handle) * lib.llama_model_n_head_kv(self._handle)) * head_size
        return _fit(path, per_token, context_tokens, parallel, most_parallel, can_share)

    def _tokenize_anew(self, text: str, special: bool) -> tuple[int, ...]:
        return tuple(token for piece in _pieces(text) for token in self._tokenize_piece(piece, special))

    def _tokenize_piece(self, text: str, special: bool, whole: bool = False) -> list[int]:
        """The tokens of at most `PIECE_CHARS`; `whole` adds those that the vocabulary asks for around a text."""
        data = text.encode()
        room = len(data) + 8
        tokens = (ctypes.c_int32 * room)()
        count = int(self.lib.llama_tokenize(self._vocab, data, len(data), tokens, room, whole, special))
        if count < 0:
            tokens = (ctypes.c_int32 * -count)()
            count = int(self.lib.llama_tokenize(self._vocab, data, len(data), tokens, -count, whole, special))
        return list(tokens[:count])

    def _open(self, path: Path, tell: Tell) -> Any:
        def tell_of_layout(share: float, _data: Any) -> bool:
            try:
                tell(READING_SHARE + (1 - READING_SHARE) * share)
            except OSError:
                # It must not leave through C++; nobody is there to load for.
                return False
            return True

        _fit(path, 1, LEAST_CONTEXT_TOKENS, 1, 1)  # what has no room is refused before it is read
        read_ahead(path, lambda share: tell(READING_SHARE * share))
        params = self.lib.llama_model_default_params()
        # Kept, for the model keeps a pointer to it.
        self._progress_callback = params.progress_callback = self.lib.llama_progress_callback(tell_of_layout)
        handle = self.lib.llama_model_load_from_file(str(path).encode(), params)
        if not handle:
            raise UnusableModel(f"The model {path.name} cannot be read: {self.first_error()}. Choose another file.")
        return handle

    def _listen_to_log(self) -> Any:
        def listen(level: int, text: bytes | None, _data: Any) -> None:
            if level >= _LOG_LEVEL_ERROR and text and (line := text.decode(errors="replace").strip(" .\n")):
                self._errors = [*self._errors[-7:], line]

        callback = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)(listen)
        self.lib.llama_log_set(callback, None)
        self.lib.llama_backend_init()
        return callback


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces of at most `PIECE_CHARS`, cut before a space where there is one."""
    while len(text) > PIECE_CHARS:
        space = text.rfind(" ", 1, PIECE_CHARS)
        end = space if space > 0 else PIECE_CHARS
        yield text[:end]
        text = text[end:]
    yield text


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise UnusableModel(f"The model {path} cannot be opened: {error.strerror or error}.") from error
    if magic != MAGIC:
        raise UnusableModel(f"The model {path} is not a GGUF file. Choose another file.")


def _fit(
    path: Path, bytes_per_token: int, context_tokens: int, parallel: int, most_parallel: int, can_share: bool = False
) -> Plan:
    size, free = size_bytes(path), free_memory_bytes()
    try:
        return plan(size, free, bytes_per_token, context_tokens, parallel, most_parallel, can_share=can_share)
    except DoesNotFit as refusal:
        raise UnusableModel(f"The model {path.name} {refusal}.") from None


def free_memory_bytes() -> int:
    """What programs may still take, caches of files included; a great deal where the system does not say."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration, ValueError):
        return 8 * 1024**3


def _load_library() -> Any:
    try:
        return importlib.import_module("llama_cpp.llama_cpp")
    except (ImportError, OSError, RuntimeError) as error:
        raise UnusableModel(f"llama-cpp-python cannot be loaded: {error}. Install it again.") from error
