"""The `realm` command: what a host types, what it says, and the one line it says when something cannot work."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from growing import copy_realm
from sqlalchemy import delete, select, update
from sqlmodel import col

from realm_gql import __main__ as cli
from realm_gql.config import Settings
from realm_gql.domain.accounts.models import Account
from realm_gql.domain.lineage import Creation, Provenance
from realm_gql.domain.models import METADATA
from realm_gql.seed.content import uuid_of
from realm_gql.storage.database import SQLITE_FILE, Database
from realm_gql.storage.keys import KEY_FILE
from realm_gql.storage.migrate import head, migrate

ROOT = Path(__file__).resolve().parents[1]


class Ran(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def realm_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `realm` in this process."""

    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["realm", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def folder(tmp_path: Path, empty_sqlite: Path) -> Path:
    """A data folder with an empty realm in it."""
    shutil.copy(empty_sqlite, tmp_path / SQLITE_FILE)
    return tmp_path


@pytest.fixture
def planted(tmp_path: Path, seeded_sqlite: Path) -> Path:
    """A data folder with the starter realm in it."""
    copy_realm(seeded_sqlite, tmp_path)
    return tmp_path


def test_help_is_written_for_people_and_comes_at_once() -> None:
    started = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-m", "realm_gql", "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert time.perf_counter() - started < 2  # half a second on an idle machine
    commands = "serve worker migrate seed schema backup restore verify key grant model"
    for command in commands.split():
        assert f"\n  {command} " in shown.stdout
    assert "..." not in shown.stdout.partition("Commands:")[2]


def test_help_imports_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "strawberry", "uvicorn", "llama_cpp")
    code = f"import sys, realm_gql.__main__; print([name for name in {heavy} if name in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert shown.stdout == "[]\n"


def test_migrate_does_it_once(realm_command: Run, tmp_path: Path) -> None:
    assert realm_command("migrate", "--data", tmp_path) == Ran(0, f"The database is now at {head()}.\n", "")
    assert realm_command("migrate", "--data", tmp_path) == Ran(0, f"The database is already at {head()}.\n", "")


def test_seed_twice_changes_nothing(realm_command: Run, tmp_path: Path) -> None:
    assert realm_command("seed", "--data", tmp_path) == Ran(0, "The starter realm is planted.\n", "")
    planted = _count(tmp_path, "creations")

    assert realm_command("seed", "--data", tmp_path).status == 0

    assert _count(tmp_path, "creations") == planted >= 41


def test_schema_prints_what_is_committed(realm_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert realm_command("schema").out == (ROOT / "schema.graphql").read_text(encoding="utf-8")
    assert realm_command("schema", "--check") == Ran(0, "schema.graphql is what the code says.\n", "")


def test_schema_check_notices_a_difference(realm_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.graphql").write_text("type Query { nothing: Int }\n")

    assert realm_command("schema", "--check") == Ran(
        1, "", "schema.graphql is not what the code says: run make schema.\n"
    )


def test_a_model_is_chosen_and_shown(realm_command: Run, tmp_path: Path) -> None:
    from engine.tiny_gguf import write_tiny_gguf

    (tmp_path / "models").mkdir()
    write_tiny_gguf(tmp_path / "models" / "bard.gguf")
    size = f"{(tmp_path / 'models' / 'bard.gguf').stat().st_size / 1e3:.1f} kB"

    used = realm_command("model", "use", "bard.gguf", "--data", tmp_path)
    assert used == Ran(0, "From the next start on the realm speaks with bard.gguf.\n", "")
    assert (
        f"* {size:>9}  {tmp_path / 'models' / 'bard.gguf'}\n" in realm_command("model", "list", "--data", tmp_path).out
    )


def test_a_file_that_is_no_model_is_one_line(realm_command: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("not a model")

    ran = realm_command("model", "use", wrong, "--data", tmp_path)

    assert ran == Ran(1, "", f"{wrong} is no model: a GGUF file is needed.\n")


def test_a_hub_that_is_not_there_is_one_line(
    realm_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from realm_gql.engine import models

    nowhere = "http://127.0.0.1:1"
    pull = models.pull_model
    monkeypatch.setattr(models, "pull_model", lambda data, repo, file: pull(data, repo, file, endpoint=nowhere))

    ran = realm_command("model", "pull", "moor/bard", "--data", tmp_path)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("The hub does not answer")


def test_a_backup_comes_back(realm_command: Run, folder: Path, tmp_path: Path) -> None:
    _add_account(folder, "wren")
    file = tmp_path / "realm.zip"

    assert realm_command("backup", file, "--data", folder).out.startswith(f"{file}: 1 rows, ")
    _rename(folder, "wren", "nobody")
    assert realm_command("restore", file, "--data", folder, "--yes").status == 0

    assert _handles(folder) == ["wren"]


def test_a_restore_that_is_not_confirmed_changes_nothing(
    realm_command: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "realm.zip"
    realm_command("backup", file, "--data", folder)
    _add_account(folder, "wren")
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))

    assert realm_command("restore", file, "--data", folder).status == 1

    assert _handles(folder) == ["wren"]


def test_nothing_to_back_up_is_one_line(realm_command: Run, tmp_path: Path) -> None:
    ran = realm_command("backup", tmp_path / "realm.zip", "--data", tmp_path)

    assert ran == Ran(1, "", "There is no realm yet: nothing to back up.\n")
    assert not (tmp_path / "realm.zip").exists()


def test_a_role_is_granted_once(realm_command: Run, folder: Path) -> None:
    _add_account(folder, "wren")

    for _ in range(2):
        assert realm_command("grant", "Wren", "moderator", "--data", folder) == Ran(0, "wren is now: moderator.\n", "")


def test_a_realm_that_is_whole_verifies(realm_command: Run, planted: Path) -> None:
    count = _count(planted, "creations")

    assert realm_command("verify", "--data", planted) == Ran(
        0, f"{count} creations: each is what the realm signed.\n", ""
    )


def test_every_fault_is_a_line_and_the_command_fails(realm_command: Run, planted: Path) -> None:
    renamed, stripped = uuid_of("npc", "maren-tidewright"), uuid_of("location", "drowned-bell")

    async def tamper(database: Database) -> None:
        async with database.transaction() as tx:
            await tx.session.execute(update(Creation).where(col(Creation.id) == renamed).values(name="Mara\x1b[2J"))
            await tx.session.execute(delete(Provenance).where(col(Provenance.creation_id) == stripped))

    _on(planted, tamper)
    count = _count(planted, "creations")

    ran = realm_command("verify", "--data", planted)

    assert (ran.status, ran.err) == (1, "")
    assert sorted(ran.out.splitlines()) == sorted(
        [
            f"NPC {renamed} “Mara\\u001b[2J”: content changed. It does not say what was signed.",
            f"LOCATION {stripped} “The Drowned Bell”: missing. The realm never signed it.",
            f"{count} creations: 2 faults.",
        ]
    )


def test_what_is_missing_is_signed_when_the_host_says_so(realm_command: Run, planted: Path) -> None:
    async def strip(database: Database) -> None:
        async with database.transaction() as tx:
            await tx.session.execute(delete(Provenance))

    _on(planted, strip)
    count = _count(planted, "creations")
    assert realm_command("verify", "--data", planted).status == 1

    ran = realm_command("verify", "--sign-missing", "--data", planted)

    assert ran == Ran(
        0, f"Signed what was never signed: {count} creations.\n{count} creations: each is what the realm signed.\n", ""
    )


def test_nothing_to_verify_is_one_line(realm_command: Run, tmp_path: Path) -> None:
    assert realm_command("verify", "--data", tmp_path) == Ran(1, "", "There is no realm yet: nothing to look at.\n")


def test_an_older_realm_is_migrated_before_it_is_verified(realm_command: Run, tmp_path: Path) -> None:
    asyncio.run(migrate(Settings(data_dir=tmp_path), "0001"))

    ran = realm_command("verify", "--data", tmp_path)

    assert ran == Ran(1, "", f"The database is at 0001 and this realm at {head()}: run realm migrate first.\n")


def test_a_key_is_shown_and_renewed(realm_command: Run, planted: Path) -> None:
    shown = realm_command("key", "--data", planted).out
    former = shown.split()[0]
    assert shown == f"{former}  signs, from {planted / KEY_FILE}\n"

    renewed = realm_command("key", "--renew", "--data", planted).out.splitlines()

    assert renewed[0].startswith("ed25519:")
    assert renewed[0].split()[0] != former
    assert renewed[1:] == [f"{former}  signed before, and is believed still"]
    assert realm_command("verify", "--data", planted).status == 0


def test_no_key_yet_is_one_line(realm_command: Run, tmp_path: Path) -> None:
    ran = realm_command("key", "--data", tmp_path)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith(f"There is no signing key at {tmp_path / KEY_FILE} yet")


def test_a_backup_without_the_key_says_so(realm_command: Run, folder: Path, tmp_path: Path) -> None:
    ran = realm_command("backup", tmp_path / "realm.zip", "--data", folder)

    assert ran.status == 0
    assert ran.err == f"The realm's signing key is not in it, for none is at {folder / KEY_FILE}.\n"


@pytest.mark.parametrize(("handle", "role"), [("nobody", "moderator"), ("wren", "empress")])
def test_a_role_that_cannot_be_granted_is_one_line(realm_command: Run, folder: Path, handle: str, role: str) -> None:
    _add_account(folder, "wren")

    ran = realm_command("grant", handle, role, "--data", folder)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert _roles(folder) == [[]]


def test_a_taken_port_is_one_line(realm_command: Run, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = realm_command("serve", "--port", str(port), "--data", folder)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert f"127.0.0.1:{port}" in ran.err
    assert "choose another port with --port or PORT=" in ran.err


def test_a_data_folder_that_cannot_be_written_is_one_line(realm_command: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    ran = realm_command("serve", "--port", "0", "--data", tmp_path / "file" / "realm")

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "cannot be written" in ran.err
    assert "choose another with --data or DATA=" in ran.err


def test_several_processes_without_redis_are_one_line(realm_command: Run, folder: Path) -> None:
    ran = realm_command("serve", "--workers", "2", "--port", "0", "--data", folder)

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "REALM_REDIS_URL" in ran.err


def test_a_setting_that_does_not_exist_is_one_line(realm_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REALM_PROT", "9000")

    ran = realm_command("migrate")

    assert ran == Ran(1, "", "REALM_PROT is no setting of the realm; docs/settings.md lists them all.\n")


def test_serve_prints_its_address_last_and_ends_on_a_signal(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "realm_gql", "serve", "--port", str(port), "--data", str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "REALM_MODEL": str(folder / "absent.gguf")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        line = served.stdout.readline()
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
        served.terminate()
        rest = served.stdout.read()

    assert f"http://127.0.0.1:{port}" in line + rest
    assert (line + rest).rstrip().splitlines()[-1].endswith(f"http://127.0.0.1:{port}")
    assert served.returncode == -signal.SIGTERM  # uvicorn closes everything, then ends by the signal it was sent


def _add_account(folder: Path, handle: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction() as tx:
            tx.session.add(Account(handle=handle, handle_key=handle, is_guest=False, password_hash="x"))

    _on(folder, work)


def _rename(folder: Path, before: str, after: str) -> None:
    async def work(database: Database) -> None:
        async with database.transaction() as tx:
            await tx.session.execute(update(Account).where(Account.handle == before).values(handle=after))

    _on(folder, work)


def _handles(folder: Path) -> list[str]:
    return [account.handle for account in _accounts(folder)]


def _roles(folder: Path) -> list[list[str]]:
    return [account.roles for account in _accounts(folder)]


def _accounts(folder: Path) -> list[Account]:
    found: list[Account] = []

    async def work(database: Database) -> None:
        async with database.reading() as session:
            found.extend(await session.scalars(select(Account)))

    _on(folder, work)
    return found


def _count(folder: Path, table: str) -> int:
    counted: list[int] = []

    async def work(database: Database) -> None:
        async with database.reading() as session:
            counted.append(len((await session.execute(select(METADATA.tables[table]))).all()))

    _on(folder, work)
    return counted[0]


def _on(folder: Path, work: Callable[[Database], object]) -> None:
    async def run() -> None:
        database = Database(Settings(data_dir=folder))
        try:
            await work(database)  # type: ignore[misc]  # every work here is a coroutine function
        finally:
            await database.close()

    asyncio.run(run())
