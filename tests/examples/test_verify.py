"""The verifier against what a real realm exports, whole and forged, and the steps that the documentation tells."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from growing import grow, key_of, viewer_of
from starlette.applications import Starlette

from realm_gql.domain import lineage, making
from realm_gql.domain.making import CreationChanges
from realm_gql.runtime import Runtime
from realm_gql.web import provenance

ROOT = Path(__file__).resolve().parents[2]

Forge = Callable[[dict[str, Any], dict[str, Any]], object]


def run_verify(folder: Path) -> subprocess.CompletedProcess[str]:
    """The verifier as its user runs it."""
    command = [sys.executable, "examples/verify.py", str(folder / "prov.json"), str(folder / "keys.json")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)


@pytest.fixture
async def exported(runtime: Runtime, tmp_path: Path) -> Path:
    """A folder with an exported remix of a remix, and the keys: an NPC, so that there is a secret."""
    await grow(runtime.database, 3)
    async with runtime.database.transaction() as tx:
        wren = await making.remix(tx, viewer_of(1), key_of("NPC", 2), CreationChanges(name="Wren"))
        marta = await making.remix(tx, viewer_of(2), wren.id, CreationChanges(name="Marta", secret="is Wren"))
    folder = tmp_path / "exported"
    folder.mkdir()
    keep(folder, await fetch(runtime, marta.id))
    return folder


async def fetch(runtime: Runtime, key: UUID) -> dict[str, bytes]:
    """What curl does: a creation's export, and the keys."""
    addresses = {"prov.json": f"{key}.json", "keys.json": "keys.json", "key.pem": "key.pem"}
    transport = httpx.ASGITransport(app=Starlette(routes=provenance.routes(runtime)))
    async with httpx.AsyncClient(transport=transport, base_url="http://realm/provenance/") as client:
        return {name: (await client.get(address)).raise_for_status().content for name, address in addresses.items()}


def keep(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        (folder / name).write_bytes(content)


async def test_a_whole_lineage_is_whole(exported: Path) -> None:
    hashes = list(json.loads((exported / "prov.json").read_text())["entity"])

    ran = run_verify(exported)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        "whole: Marta",
        f"    remix of {hashes[1]}",
        "whole: Wren",
        f"    remix of {hashes[2]}",
        "whole: Npc 0002",
        f"    remix of {hashes[3]}",
        "whole: Npc 0000",
    ]


def first(document: dict[str, Any]) -> dict[str, Any]:
    """The entity of the creation that was asked for."""
    entity: dict[str, Any] = next(iter(document["entity"].values()))
    return entity


def rename(document: dict[str, Any], _keys: object) -> None:
    first(document)["prov:label"] = "Mara"


def reword(document: dict[str, Any], _keys: object) -> None:
    first(document)["realm:statement"] = first(document)["realm:statement"].replace("Marta", "Mara")


def predate(document: dict[str, Any], _keys: object) -> None:
    first(document)["realm:signedAt"] = "2020-01-01T00:00:00Z"


def take_from_another(document: dict[str, Any], _keys: object) -> None:
    hashes = list(document["entity"])
    next(iter(document["wasDerivedFrom"].values()))["prov:usedEntity"] = hashes[-1]


def drop_parent(document: dict[str, Any], _keys: object) -> None:
    document["wasDerivedFrom"].popitem()


def exchange_maker(document: dict[str, Any], _keys: object) -> None:
    next(iter(document["wasAttributedTo"].values()))["prov:agent"] = "uuid:00000000-0000-0000-0000-000000000000"


def exchange_hash(document: dict[str, Any], _keys: object) -> None:
    document["entity"] = {f"sha256:{'0' * 64}": first(document)}


def trust_another(_document: object, keys: dict[str, Any]) -> None:
    keys["keys"] = [{"kid": "ed25519:" + "A" * 43, "x": "A" * 43}]


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (rename, "its name is not the one that was signed: Mara"),
        (reword, "content changed: Marta"),
        (predate, "signature wrong: Marta"),
        (take_from_another, "parent changed: Marta"),
        (drop_parent, "parent changed: Npc 0002"),
        (exchange_maker, "its maker is not the one that was signed: Marta"),
        (exchange_hash, "it is under another hash than its own; "),
        (trust_another, "unknown key ed25519:"),
    ],
)
async def test_a_forged_lineage_is_found_out(exported: Path, forge: Forge, told: str) -> None:
    document, keys = (json.loads((exported / name).read_text()) for name in ("prov.json", "keys.json"))
    forge(document, keys)
    (exported / "prov.json").write_text(json.dumps(document))
    (exported / "keys.json").write_text(json.dumps(keys))

    ran = run_verify(exported)

    assert ran.returncode == 1
    assert any(line.startswith(told) for line in ran.stdout.splitlines()), ran.stdout
    assert re.fullmatch(r"\d wrong\.\n", ran.stderr)


async def test_a_revision_whose_words_are_not_kept_is_signed_and_no_more(runtime: Runtime, tmp_path: Path) -> None:
    await grow(runtime.database, 3)
    async with runtime.database.transaction() as tx:
        row = await lineage.get_visible(tx.session, key_of("LORE", 0))
        row.name, row.revision = "Second thoughts", 2
        await lineage.stamp(tx, [row.id])
    keep(tmp_path, await fetch(runtime, key_of("LORE", 0)))

    ran = run_verify(tmp_path)

    assert ran.returncode == 0
    assert ran.stdout.splitlines()[0] == "whole: Second thoughts"
    assert ran.stdout.splitlines()[2] == f"signed, but not told: revision 1 of {key_of('LORE', 0)}"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("prov.json", "nothing", "cannot be read"),
        ("prov.json", "[]", "is no such document"),
        ("prov.json", '{"entity": {"a": {}}}', "is no provenance that a realm exported"),
        ("keys.json", "{}", "holds no keys of a realm"),
        ("keys.json", '{"keys": [{"kid": "a", "x": "a"}]}', "holds no keys of a realm"),
    ],
)
async def test_a_file_that_is_none_is_one_line(exported: Path, name: str, content: str, told: str) -> None:
    (exported / name).write_text(content)

    ran = run_verify(exported)

    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert told in ran.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl: checking by hand (Debian package openssl)")
def test_the_documented_steps_lead_to_a_verified_signature(exported: Path) -> None:
    page = (ROOT / "docs" / "provenance.md").read_text(encoding="utf-8")
    (steps,) = re.findall(r"```sh\n(curl .*?)```", page, re.DOTALL)
    without_fetching = "\n".join(line for line in steps.splitlines() if not line.startswith("curl"))

    ran = subprocess.run(
        ["sh", "-e", "-c", without_fetching], cwd=exported, capture_output=True, encoding="utf-8", timeout=60
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    told, summed, verified = ran.stdout.splitlines()
    assert summed.split()[0] == told
    assert verified == "Signature Verified Successfully"
