"""Model files: which there are, which one speaks, and how a new one comes from a hub. Loads none of them.

A host's models lie in ``<data>/models``; ``<data>/model.toml`` names the chosen one. Without it the embedded voice
speaks.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import struct
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from realm_gql.config import Settings
from realm_gql.errors import ConfigurationError, InvalidInput, NotFound, StorageUnavailable

EMBEDDED_VOICE = Path(__file__).resolve().parent / "voice" / "echo.gguf"
MODELS_FOLDER = "models"
CHOICE_FILE = "model.toml"

_PART = re.compile(r"^(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf$")
_SPARE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model on this machine; `embedded` is the voice that comes with the realm."""

    path: Path
    size_bytes: int
    chosen: bool
    embedded: bool


@dataclass(frozen=True, slots=True)
class HubFile:
    """A GGUF file that a hub offers."""

    name: str
    size_bytes: int


def chosen_model(settings: Settings) -> Path:
    """The model that speaks in this realm: the setting's, else the chosen one, else the embedded voice.

    The file may have gone since it was chosen: whoever loads it says so.

    Raises:
        ConfigurationError: ``model.toml`` cannot be read.
    """
    return Path(settings.model) if settings.model else _chosen_in(settings.data_dir)


def list_models(data_dir: Path) -> list[ModelFile]:
    """Every model this realm could speak with, the embedded voice first."""
    chosen = _chosen_in(data_dir)
    inside = sorted((data_dir / MODELS_FOLDER).glob("**/*.gguf"))
    paths = [path for path in (EMBEDDED_VOICE, *inside) if path.is_file() and not _is_later_part(path)]
    if chosen.is_file() and chosen not in paths:
        paths.append(chosen)
    return [ModelFile(path, _size_bytes(path), path == chosen, path == EMBEDDED_VOICE) for path in paths]


def use_model(data_dir: Path, file: str) -> Path:
    """Choose the model that speaks from the next start on; what it was before stays where it is.

    Args:
        file: a path, the name of a file in ``<data>/models``, or ``echo`` for the embedded voice.

    Returns:
        The chosen file.

    Raises:
        NotFound: there is no such file.
        InvalidInput: it is no GGUF, or not a whole one.
        StorageUnavailable: the choice cannot be written.
    """
    choice = data_dir / CHOICE_FILE
    try:
        if file in ("echo", EMBEDDED_VOICE.name):
            choice.unlink(missing_ok=True)
            return EMBEDDED_VOICE
        folder = (data_dir / MODELS_FOLDER).resolve()
        path = next((found.resolve() for found in (folder / file, Path(file)) if found.is_file()), None)
        if path is None:
            raise NotFound(f"There is no model {file}: realm model list shows the ones in {folder}.")
        check_gguf(path)
        named = path.relative_to(folder) if path.is_relative_to(folder) else path
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = choice.with_suffix(".toml.new")
        # A JSON string is a TOML string too.
        fresh.write_text(f"# Written by realm model use.\nfile = {json.dumps(str(named))}\n", encoding="utf-8")
        fresh.replace(choice)
    except OSError as error:
        raise StorageUnavailable(f"{choice} cannot be written ({error.strerror}): choose another folder.") from None
    return path


def check_gguf(path: Path) -> None:
    """See that a file is a GGUF and was not broken off; reads its head, not its weights.

    Raises:
        InvalidInput: it is not.
    """
    size_bytes = path.stat().st_size
    try:
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise InvalidInput("file", f"{path} is no model: a GGUF file is needed.")
            needed_bytes = _least_size_bytes(file)
    except (struct.error, ValueError, OverflowError, MemoryError):
        raise InvalidInput("file", f"{path} is broken: get it again.") from None
    if size_bytes < needed_bytes:
        raise InvalidInput("file", f"{path} was broken off after {size_bytes:,} bytes: get it again.")


def list_hub_files(repo: str, endpoint: str | None = None) -> list[HubFile]:
    """The GGUF files of a repository on a hub.

    Args:
        repo: as ``owner/name``.
        endpoint: the hub's address; None is the one that huggingface_hub knows.

    Raises:
        NotFound: there is no such repository, or it holds no GGUF, or it wants a sign-in.
        StorageUnavailable: the hub does not answer.
    """
    from huggingface_hub import HfApi

    with _hub_errors(repo):
        siblings = HfApi(endpoint=endpoint).model_info(repo, files_metadata=True).siblings or []
    found = [HubFile(entry.rfilename, entry.size or 0) for entry in siblings if entry.rfilename.endswith(".gguf")]
    if not found:
        raise NotFound(f"{repo} holds no GGUF file: look for a repository whose name ends in GGUF.")
    return found


def pull_model(data_dir: Path, repo: str, file: str | None = None, endpoint: str | None = None) -> Path:
    """Fetch a model from a hub into ``<data>/models``, with a progress bar; a broken-off download goes on where it was.

    Args:
        repo: as ``owner/name``.
        file: which of its GGUF files; None when it has only one.
        endpoint: the hub's address; None is the one that huggingface_hub knows.

    Returns:
        The file; of a model in parts, the first.

    Raises:
        InvalidInput: several files to choose from, or what came is broken.
        NotFound: the hub has no such repository or file.
        StorageUnavailable: the hub does not answer, or the disk is full or read-only.
    """
    from huggingface_hub import hf_hub_download

    parts = _choose(repo, list_hub_files(repo, endpoint), file)
    folder = data_dir / MODELS_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _need_room(folder, [part for part in parts if not _is_whole(folder / part.name, part)])
        with _hub_errors(repo):
            paths = [
                Path(hf_hub_download(repo, part.name, local_dir=folder, endpoint=endpoint)).resolve() for part in parts
            ]
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StorageUnavailable(f"The disk of {folder} is full: make room and pull again; it goes on.") from None
        raise StorageUnavailable(f"{folder} cannot be written ({error.strerror or error}).") from None
    for path in paths:
        try:
            check_gguf(path)
        except InvalidInput:
            path.unlink()
            raise
    return paths[0]


def _chosen_in(data_dir: Path) -> Path:
    choice = data_dir / CHOICE_FILE
    try:
        named = tomllib.loads(choice.read_text(encoding="utf-8"))["file"]
    except FileNotFoundError:
        return EMBEDDED_VOICE
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
        raise ConfigurationError(f"{choice} names no model: choose one with realm model use FILE.") from None
    return data_dir / MODELS_FOLDER / str(named)  # an absolute path stays what it is


def _choose(repo: str, files: list[HubFile], wanted: str | None) -> list[HubFile]:
    first_parts = [file for file in files if not _is_later_part(Path(file.name))]
    if wanted is None:
        if len(first_parts) > 1:
            names = ", ".join(f"{file.name} ({file.size_bytes / 1e9:.1f} GB)" for file in first_parts)
            raise InvalidInput("file", f"{repo} has several models; choose one with --file: {names}.")
        wanted = first_parts[0].name
    chosen = next((file for file in files if wanted in (file.name, Path(file.name).name)), None)
    if chosen is None:
        names = ", ".join(file.name for file in first_parts)
        raise NotFound(f"{repo} has no file {wanted}; it has {names}.")
    part = _PART.match(chosen.name)
    if part is None:
        return [chosen]
    whole = f"{part['stem']}-{{:05}}-of-{part['count']}.gguf"
    names_of_parts = [whole.format(number) for number in range(1, int(part["count"]) + 1)]
    by_name = {file.name: file for file in files}
    if missing := [name for name in names_of_parts if name not in by_name]:
        raise NotFound(f"{repo} lacks {missing[0]}, a part of that model.")
    return [by_name[name] for name in names_of_parts]


def _is_later_part(path: Path) -> bool:
    part = _PART.match(path.name)
    return part is not None and int(part["number"]) > 1


def _is_whole(path: Path, file: HubFile) -> bool:
    return path.is_file() and path.stat().st_size == file.size_bytes


def _need_room(folder: Path, files: list[HubFile]) -> None:
    needed = sum(file.size_bytes for file in files)
    free = shutil.disk_usage(folder).free
    if needed and free < needed + _SPARE_BYTES:
        raise StorageUnavailable(
            f"{folder} has {free / 1e9:.1f} GB free and the model takes {needed / 1e9:.1f} GB: make room, or choose a "
            "smaller file with --file."
        )


def _size_bytes(path: Path) -> int:
    part = _PART.match(path.name)
    paths = path.parent.glob(f"{part['stem']}-*-of-{part['count']}.gguf") if part else [path]
    return sum(found.stat().st_size for found in paths)


class _hub_errors:  # noqa: N801  # reads as the statement it is: with _hub_errors(repo)
    """Tells what a hub answers in our own words."""

    def __init__(self, repo: str) -> None:
        self._repo = repo

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        if error is None:
            return
        import httpx2
        from huggingface_hub import errors

        repo = self._repo
        if isinstance(error, errors.HFValidationError):
            raise InvalidInput("repo", f"{repo} is no repository: write owner/name.") from None
        if isinstance(error, errors.GatedRepoError):
            raise NotFound(f"{repo} wants a sign-in at its hub: accept its terms there and set HF_TOKEN.") from None
        if isinstance(error, (errors.RepositoryNotFoundError, errors.RemoteEntryNotFoundError)):
            raise NotFound(
                f"The hub has no {repo}, or only for those signed in: check the name, or set HF_TOKEN."
            ) from None
        if isinstance(error, (errors.HfHubHTTPError, errors.LocalEntryNotFoundError, httpx2.HTTPError)):
            first_line = (str(error).splitlines() or [type(error).__name__])[0]
            raise StorageUnavailable(f"The hub does not answer: {first_line}") from None


# The head of a GGUF, just enough to know where its last tensor begins. Source: ggml's docs/gguf.md.

_SCALAR_BYTES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_STRING, _ARRAY = 8, 9
_MANY = 1 << 24


def _least_size_bytes(file: BinaryIO) -> int:
    version, tensors, pairs = _unpack(file, "<IQQ")
    if version not in (2, 3) or not 0 < tensors < _MANY or not 0 < pairs < _MANY:
        raise ValueError("not a head of a GGUF")
    for _ in range(pairs):
        _skip(file, _read_string_bytes(file))
        (kind,) = _unpack(file, "<I")
        _skip_value(file, kind)
    last_offset = 0
    for _ in range(tensors):
        _skip(file, _read_string_bytes(file))
        (dimensions,) = _unpack(file, "<I")
        _skip(file, 8 * dimensions + 4)
        (offset,) = _unpack(file, "<Q")
        last_offset = max(last_offset, offset)
    return file.tell() + int(last_offset) + 1


def _skip_value(file: BinaryIO, kind: int) -> None:
    if kind == _STRING:
        _skip(file, _read_string_bytes(file))
    elif kind == _ARRAY:
        inner, count = _unpack(file, "<IQ")
        if inner in _SCALAR_BYTES:
            _skip(file, _SCALAR_BYTES[inner] * count)
        else:
            if count > _MANY:
                raise ValueError("an array without end")
            for _ in range(count):
                _skip_value(file, inner)
    elif kind in _SCALAR_BYTES:
        _skip(file, _SCALAR_BYTES[kind])
    else:
        raise ValueError(f"no value of kind {kind}")


def _read_string_bytes(file: BinaryIO) -> int:
    (length,) = _unpack(file, "<Q")
    return int(length)


def _skip(file: BinaryIO, count: int) -> None:
    file.seek(count, os.SEEK_CUR)


def _unpack(file: BinaryIO, form: str) -> tuple[Any, ...]:
    return struct.unpack(form, file.read(struct.calcsize(form)))
