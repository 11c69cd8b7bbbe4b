"""Model files: choosing one, and fetching one from a hub that is faked on loopback."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from realm_gql.config import Settings
from realm_gql.engine import models
from realm_gql.engine.models import EMBEDDED_VOICE, check_gguf, chosen_model, list_models, pull_model, use_model
from realm_gql.errors import ConfigurationError, InvalidInput, NotFound, StorageUnavailable

COMMIT = "0123456789012345678901234567890123456789"


@dataclass
class Hub:
    """A hub on loopback: what it holds by repository and file, and what it was asked."""

    endpoint: str = ""
    repos: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: int = 200


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub that answers as the real one does, with whatever a test puts into it."""
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer(body=False)

        def do_GET(self) -> None:
            self.answer(body=True)

        def answer(self, body: bool) -> None:
            path = self.path.split("?")[0]
            state.asked.append(f"{self.command} {path}")
            content, headers = self.find(path)
            status = state.status if content is not None else 404
            if content is None:
                content, headers = b"", {"X-Error-Code": "RepoNotFound"}
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(content)

        def find(self, path: str) -> tuple[bytes | None, dict[str, str]]:
            for repo, files in state.repos.items():
                if path == f"/api/models/{repo}" or path.startswith(f"/api/models/{repo}/revision/"):
                    siblings = [{"rfilename": name, "size": len(content)} for name, content in files.items()]
                    listed = {"id": repo, "sha": COMMIT, "private": False, "tags": [], "siblings": siblings}
                    return json.dumps(listed).encode(), {"Content-Type": "application/json"}
                for name, content in files.items():
                    if path == f"/{repo}/resolve/main/{name}":
                        etag = hashlib.sha256(content).hexdigest()
                        return content, {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT}
            return None, {}

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def test_without_a_choice_the_embedded_voice_speaks(tmp_path: Path) -> None:
    assert chosen_model(Settings(data_dir=tmp_path)) == EMBEDDED_VOICE


def test_the_setting_wins_over_the_choice(tmp_path: Path, tiny_model: Path) -> None:
    use_model(tmp_path, str(tiny_model))

    assert chosen_model(Settings(data_dir=tmp_path, model="/elsewhere/other.gguf")) == Path("/elsewhere/other.gguf")


def test_a_model_of_the_data_folder_is_chosen_by_name_and_moves_with_the_folder(
    tmp_path: Path, tiny_model: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "models").mkdir(parents=True)
    shutil.copy(tiny_model, here / "models" / "bard.gguf")

    assert use_model(here, "bard.gguf") == here / "models" / "bard.gguf"

    here.rename(there)
    assert chosen_model(Settings(data_dir=there)) == there / "models" / "bard.gguf"


def test_a_model_from_elsewhere_is_chosen_where_it_lies(tmp_path: Path, tiny_model: Path) -> None:
    use_model(tmp_path, str(tiny_model))

    assert chosen_model(Settings(data_dir=tmp_path)) == tiny_model
    assert [(model.path, model.chosen) for model in list_models(tmp_path) if not model.embedded] == [(tiny_model, True)]


def test_the_embedded_voice_can_be_chosen_again(tmp_path: Path, tiny_model: Path) -> None:
    use_model(tmp_path, str(tiny_model))

    assert use_model(tmp_path, "echo") == EMBEDDED_VOICE

    assert chosen_model(Settings(data_dir=tmp_path)) == EMBEDDED_VOICE


def test_a_model_that_is_not_there_changes_nothing(tmp_path: Path, tiny_model: Path) -> None:
    use_model(tmp_path, str(tiny_model))

    with pytest.raises(NotFound, match=r"^There is no model absent\.gguf"):
        use_model(tmp_path, "absent.gguf")

    assert chosen_model(Settings(data_dir=tmp_path)) == tiny_model


@pytest.mark.parametrize("content", [b"", b"GGU", b"MZ\x90\x00" * 50, b"<html>Not found</html>"])
def test_what_is_no_gguf_is_refused_and_changes_nothing(tmp_path: Path, tiny_model: Path, content: bytes) -> None:
    use_model(tmp_path, str(tiny_model))
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(content)

    with pytest.raises(InvalidInput, match="is no model: a GGUF file is needed"):
        use_model(tmp_path, str(wrong))

    assert chosen_model(Settings(data_dir=tmp_path)) == tiny_model


@pytest.mark.parametrize("kept", [4, 20, 300, 5_000, 0.5])
def test_a_gguf_that_was_broken_off_is_refused_wherever_it_ends(tmp_path: Path, tiny_model: Path, kept: float) -> None:
    whole = tiny_model.read_bytes()
    check_gguf(tiny_model)
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else int(kept)])

    with pytest.raises(InvalidInput, match=r"broke(n:|n off)"):
        check_gguf(cut)


def test_a_choice_that_cannot_be_read_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text("file = ")

    with pytest.raises(ConfigurationError, match=r"names no model: choose one with realm model use FILE"):
        chosen_model(Settings(data_dir=tmp_path))


def test_the_only_gguf_of_a_repository_is_fetched_whole(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    hub.repos["moor/bard"] = {"README.md": b"# Bard", "bard.gguf": tiny_model.read_bytes()}

    path = pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)

    assert path == tmp_path / "models" / "bard.gguf"
    assert path.read_bytes() == tiny_model.read_bytes()
    assert not any("README" in request for request in hub.asked)


def test_what_is_here_already_is_not_fetched_twice(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    hub.repos["moor/bard"] = {"bard.gguf": tiny_model.read_bytes()}
    pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)
    hub.asked.clear()

    pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)

    assert "GET /moor/bard/resolve/main/bard.gguf" not in hub.asked


def test_of_several_models_one_must_be_named(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    hub.repos["moor/bard"] = {"small.gguf": tiny_model.read_bytes(), "large.gguf": b"GGUF" + bytes(2_000_000)}

    with pytest.raises(InvalidInput) as told:
        pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)
    assert told.value.message == (
        "moor/bard has several models; choose one with --file: "
        f"small.gguf ({tiny_model.stat().st_size / 1e9:.1f} GB), large.gguf (0.0 GB)."
    )
    assert not (tmp_path / "models").exists()

    assert pull_model(tmp_path, "moor/bard", "small.gguf", endpoint=hub.endpoint).name == "small.gguf"


def test_a_model_in_parts_comes_with_all_of_them(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    parts = [f"saga-0000{number}-of-00002.gguf" for number in (1, 2)]
    hub.repos["moor/saga"] = {name: tiny_model.read_bytes() for name in parts}

    first = pull_model(tmp_path, "moor/saga", endpoint=hub.endpoint)

    assert first.name == parts[0]
    assert sorted(path.name for path in first.parent.glob("*.gguf")) == parts
    assert [model.path.name for model in list_models(tmp_path) if not model.embedded] == [parts[0]]


def test_a_missing_part_is_told_before_anything_is_fetched(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    hub.repos["moor/saga"] = {"saga-00001-of-00002.gguf": tiny_model.read_bytes()}

    with pytest.raises(NotFound, match=r"lacks saga-00002-of-00002\.gguf"):
        pull_model(tmp_path, "moor/saga", endpoint=hub.endpoint)

    assert not (tmp_path / "models").exists()


def test_a_broken_file_on_the_hub_does_not_stay(tmp_path: Path, tiny_model: Path, hub: Hub) -> None:
    hub.repos["moor/bard"] = {"bard.gguf": tiny_model.read_bytes()[:5_000]}

    with pytest.raises(InvalidInput, match="broke"):
        pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)

    assert list((tmp_path / "models").glob("*.gguf")) == []


class Usage(NamedTuple):
    """What shutil.disk_usage answers."""

    total: int
    used: int
    free: int


def test_a_model_larger_than_the_disk_is_not_begun(
    tmp_path: Path, tiny_model: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repos["moor/bard"] = {"bard.gguf": tiny_model.read_bytes()}
    monkeypatch.setattr(models.shutil, "disk_usage", lambda _path: Usage(100, 99, 1))

    with pytest.raises(StorageUnavailable, match=r"has 0\.0 GB free and the model takes .* make room"):
        pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)

    assert not any("resolve" in request for request in hub.asked)


def test_a_disk_that_fills_up_meanwhile_is_told_in_one_line(
    tmp_path: Path, tiny_model: Path, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.repos["moor/bard"] = {"bard.gguf": tiny_model.read_bytes()}

    def full(*_: Any, **__: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("huggingface_hub.hf_hub_download", full)

    with pytest.raises(StorageUnavailable, match=r"^The disk of .* is full: make room and pull again"):
        pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)


def test_a_repository_that_the_hub_does_not_have(tmp_path: Path, hub: Hub) -> None:
    with pytest.raises(NotFound, match=r"^The hub has no moor/absent"):
        pull_model(tmp_path, "moor/absent", endpoint=hub.endpoint)


def test_a_repository_without_a_model(tmp_path: Path, hub: Hub) -> None:
    hub.repos["moor/poems"] = {"README.md": b"no model here"}

    with pytest.raises(NotFound, match=r"^moor/poems holds no GGUF file"):
        pull_model(tmp_path, "moor/poems", endpoint=hub.endpoint)


def test_a_name_that_is_no_repository(tmp_path: Path, hub: Hub) -> None:
    with pytest.raises(InvalidInput, match="write owner/name"):
        pull_model(tmp_path, "not a repository!", endpoint=hub.endpoint)

    assert hub.asked == []


def test_a_hub_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match=r"^The hub does not answer") as told:
        pull_model(tmp_path, "moor/bard", endpoint="http://127.0.0.1:1")

    assert "\n" not in told.value.message


def test_a_hub_that_is_broken(tmp_path: Path, hub: Hub) -> None:
    hub.repos["moor/bard"] = {"bard.gguf": b"GGUF"}
    hub.status = 500

    with pytest.raises(StorageUnavailable, match=r"^The hub does not answer"):
        pull_model(tmp_path, "moor/bard", endpoint=hub.endpoint)
