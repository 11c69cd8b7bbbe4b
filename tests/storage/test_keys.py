"""The signing key: made once whoever is first, kept from others' eyes, renewed without a former one being forgotten."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, x25519
from hypothesis import given
from hypothesis import strategies as st

from realm_gql.config import Settings
from realm_gql.errors import ConfigurationError, StorageUnavailable
from realm_gql.storage.keys import (
    KEY_FILE,
    KeyFile,
    SigningKeys,
    is_signed,
    key_file,
    key_id,
    public_bytes,
    public_pem,
    read_keys,
    write_keys,
)

PLACE = Path("signing-key.pem")


def written_by_others(private: ed25519.Ed25519PrivateKey | x25519.X25519PrivateKey) -> bytes:
    """As openssl writes it."""
    return private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_signatures_are_those_of_the_rfc() -> None:
    """RFC 8032, section 7.1, test 3."""
    keys = SigningKeys(bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"))
    signature = (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )

    assert public_bytes(keys.current) == bytes.fromhex(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    )
    assert keys.sign(bytes.fromhex("af82")).hex() == signature
    assert is_signed(keys.current, bytes.fromhex(signature), bytes.fromhex("af82"))


@pytest.mark.parametrize(
    ("key", "signature", "message"),
    [
        (None, None, b"another"),
        (None, b"\0" * 64, b"message"),
        (None, b"short", b"message"),
        ("ed25519:AAAA", None, b"message"),
        ("", None, b"message"),
        ("ed25519:ключ", None, b"message"),
        (SigningKeys(b"2" * 32).current, None, b"message"),
    ],
)
def test_anything_else_is_not_signed(key: str | None, signature: bytes | None, message: bytes) -> None:
    keys = SigningKeys(b"1" * 32)
    right = keys.sign(b"message")

    assert is_signed(keys.current, right, b"message")
    assert not is_signed(keys.current if key is None else key, right if signature is None else signature, message)


def test_a_key_is_made_when_it_is_first_needed_and_only_then(tmp_path: Path) -> None:
    file = key_file(Settings(data_dir=tmp_path / "realm"))
    assert file.path == tmp_path / "realm" / KEY_FILE
    assert file.find() is None

    made = file.make()

    assert file.make() == file.find() == KeyFile(file.path).find() == made
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in file.path.parent.iterdir()] == [KEY_FILE]


def test_the_host_may_keep_it_elsewhere(tmp_path: Path) -> None:
    named = tmp_path / "secrets" / "moor.pem"

    key_file(Settings(data_dir=tmp_path, signing_key_file=named)).make()

    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["moor.pem"]
    assert not (tmp_path / KEY_FILE).exists()


def test_of_many_who_make_it_at_once_all_have_the_same(tmp_path: Path) -> None:
    for number in range(20):
        path = tmp_path / f"{number}.pem"
        with ThreadPoolExecutor(8) as threads:
            made = list(threads.map(lambda _, path=path: KeyFile(path).make().current, range(8)))

        assert len(set(made)) == 1
    assert len(list(tmp_path.iterdir())) == 20


def test_other_programs_read_it(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "key.pem").renew()
    keys = KeyFile(tmp_path / "key.pem").renew()

    private = serialization.load_pem_private_key((tmp_path / "key.pem").read_bytes(), password=None)
    public = serialization.load_pem_public_key(public_pem(keys.current).encode())

    assert isinstance(private, ed25519.Ed25519PrivateKey)
    assert isinstance(public, ed25519.Ed25519PublicKey)
    assert private.private_bytes_raw() == keys.secret
    assert key_id(public.public_bytes_raw()) == keys.current


def test_it_reads_keys_of_other_programs() -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    pem = written_by_others(private)

    keys = read_keys(pem.replace(b"\n", b"\r\n"), PLACE)

    assert (keys.secret, keys.former) == (private.private_bytes_raw(), ())


def test_a_renewed_key_signs_and_the_former_ones_are_believed(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "key.pem")
    watching = KeyFile(tmp_path / "key.pem")
    first = file.make()
    assert watching.find() == first

    second, third = file.renew(), file.renew()

    assert watching.find() == third
    assert third.believed == (third.current, second.current, first.current)
    assert len(set(third.believed)) == 3
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_key_that_is_taken_over_signs_and_what_was_here_is_believed(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "key.pem")
    here = file.renew()
    brought = SigningKeys(b"1" * 32, (SigningKeys(b"2" * 32).current,))

    file.take(brought)
    file.take(brought)

    assert file.find() == SigningKeys(brought.secret, (*brought.former, here.current))


def test_secrets_are_never_shown() -> None:
    keys = SigningKeys(b"1" * 32)

    assert repr(keys) == f"SigningKeys({keys.current})"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        write_keys(SigningKeys(b"1" * 32)) * 2,
        write_keys(SigningKeys(b"1" * 31)),
        write_keys(SigningKeys(b"1" * 32)).replace(b"PRIVATE", b"PUBLIC"),
        write_keys(SigningKeys(b"1" * 32))[:-10],
        written_by_others(x25519.X25519PrivateKey.generate()),
    ],
)
def test_a_file_that_holds_no_key_is_told_in_one_line_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = KeyFile(tmp_path / "key.pem")
    file.path.write_bytes(content)

    for use in (file.find, file.make, file.renew, lambda: file.take(SigningKeys(b"1" * 32))):
        with pytest.raises(ConfigurationError, match=r"key\.pem holds no signing key: .* openssl genpkey") as told:
            use()
        assert "\n" not in told.value.message
    assert file.path.read_bytes() == content


def test_a_key_behind_a_password_is_refused() -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    locked = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"moor"),
    )

    with pytest.raises(ConfigurationError, match="without a password"):
        read_keys(locked, PLACE)


@pytest.mark.parametrize("line", ["ed25519:", "ed25519:AAAA", "ed25519:" + "A" * 42 + "B", "ed25519:" + "A" * 44])
def test_a_former_key_that_is_none_is_told(line: str) -> None:
    content = write_keys(SigningKeys(b"1" * 32)) + line.encode() + b"\n"

    with pytest.raises(ConfigurationError, match="names a former key that is none"):
        read_keys(content, PLACE)


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageUnavailable, match=r"cannot be written .* REALM_SIGNING_KEY_FILE"):
        KeyFile(tmp_path / "file" / "key.pem").make()


def test_a_file_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read: Is a directory"):
        KeyFile(tmp_path).find()


@given(st.binary(min_size=32, max_size=32), st.lists(st.binary(min_size=32, max_size=32), max_size=3, unique=True))
def test_what_is_written_is_read(secret: bytes, former: list[bytes]) -> None:
    keys = SigningKeys(secret, tuple(key_id(public) for public in former))

    assert read_keys(write_keys(keys), PLACE) == keys


@given(st.text())
def test_only_an_id_is_an_id(text: str) -> None:
    assert public_bytes(text) is None or key_id(public_bytes(text) or b"") == text
