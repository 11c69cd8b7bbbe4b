"""Checks a creation's provenance far from its realm: what was exported, and the realm's keys, are enough.

    curl -O http://127.0.0.1:8000/provenance/UUID.json
    curl -O http://127.0.0.1:8000/provenance/keys.json
    python examples/verify.py UUID.json keys.json

Needs only cryptography. Nothing is asked of the realm, so keep keys.json from a day you trusted it: whoever changes
both the creations and the keys fools everybody who fetches both.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORM = "realm-provenance-1"

Json = dict[str, Any]
Keys = dict[str, Ed25519PublicKey]


class Unusable(Exception):
    """A file is not what it should be."""


def read(path: Path) -> Json:
    """A JSON object from a file."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unusable(f"{path} cannot be read: {error}") from None
    if not isinstance(told, dict):
        raise Unusable(f"{path} is no such document.")
    return told


def read_keys(path: Path) -> Keys:
    """The keys whose signatures count, from the realm's JSON Web Key Set."""
    try:
        raw = {key["kid"]: base64.urlsafe_b64decode(key["x"] + "=") for key in read(path)["keys"]}
        return {kid: Ed25519PublicKey.from_public_bytes(x) for kid, x in raw.items()}
    except (KeyError, TypeError, ValueError):
        raise Unusable(f"{path} holds no keys of a realm: fetch /provenance/keys.json.") from None


def derivations(document: Json, entity: str) -> list[tuple[str, str]]:
    """What an entity says it came from, in order: (entity, how)."""
    return [
        (edge["prov:usedEntity"], edge["prov:type"]["$"])
        for edge in document.get("wasDerivedFrom", {}).values()
        if edge["prov:generatedEntity"] == entity
    ]


def wrongs(document: Json, entity: str, told: Json, keys: Keys) -> list[str]:
    """Everything that is wrong with one entity of the document."""
    found = []
    digest = told["realm:hash"]
    if entity != f"sha256:{digest}":
        found.append("it is under another hash than its own")
    signer = keys.get(told["realm:keyId"])
    if signer is None:
        found.append(f"unknown key {told['realm:keyId']}")
    else:
        try:
            message = f"{FORM} {digest} {told['realm:signedAt']}".encode()
            signer.verify(base64.b64decode(told["realm:signature"]), message)
        except (InvalidSignature, ValueError):
            found.append("signature wrong")
    text = told.get("realm:statement")
    if text is not None:
        found += wrongs_of_statement(document, entity, told, text)
    return found


def wrongs_of_statement(document: Json, entity: str, told: Json, text: str) -> list[str]:
    """Whether the statement is what was signed, and whether the document says what the statement says."""
    if hashlib.sha256(text.encode()).hexdigest() != told["realm:hash"]:
        return ["content changed"]
    statement = json.loads(text)
    if statement["form"] != FORM:
        return [f"a statement of another form: {statement['form']}"]
    found = []
    if (statement["id"], statement["revision"]) != (told["realm:creation"], told["realm:revision"]):
        found.append("it is said of another creation")
    if statement["name"] != told["prov:label"]:
        found.append("its name is not the one that was signed")
    sources = [(f"sha256:{parent['hash']}", f"realm:{parent['kind']}") for parent in statement["parents"]]
    if statement["previous"] is not None:
        sources.append((f"sha256:{statement['previous']}", "prov:Revision"))
    if derivations(document, entity) != sources:
        found.append("parent changed")
    makers = [one["prov:agent"] for one in document["wasAttributedTo"].values() if one["prov:entity"] == entity]
    if makers != [f"uuid:{statement['creator']}"]:
        found.append("its maker is not the one that was signed")
    return found


def verify(document: Json, keys: Keys) -> int:
    """Print each creation of a document and what is wrong with it; returns how many things are wrong."""
    entities = document["entity"]
    count = 0
    for entity, told in entities.items():
        found = wrongs(document, entity, told, keys)
        count += len(found)
        name = told.get("prov:label", f"revision {told['realm:revision']} of {told['realm:creation']}")
        right = "whole" if "realm:statement" in told else "signed, but not told"
        print(f"{'; '.join(found) or right}: {name}")
        for source, how in derivations(document, entity):
            beyond = "" if source in entities else ", which is not in this file"
            print(f"    {how.partition(':')[2].lower()} of {source}{beyond}")
    return count


def main() -> None:
    """Read the command line and check."""
    parser = argparse.ArgumentParser(description="Checks an exported provenance against a realm's keys.")
    parser.add_argument("provenance", type=Path, help="what /provenance/UUID.json gave")
    parser.add_argument("keys", type=Path, help="what /provenance/keys.json gave")
    chosen = parser.parse_args()
    try:
        keys = read_keys(chosen.keys)
        try:
            count = verify(read(chosen.provenance), keys)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise Unusable(f"{chosen.provenance} is no provenance that a realm exported.") from None
    except Unusable as unusable:
        sys.exit(str(unusable))
    if count:
        sys.exit(f"{count} wrong.")


if __name__ == "__main__":
    main()
