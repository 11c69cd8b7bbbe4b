"""The key a realm signs with: one file beside the database, and the Ed25519 it is for.

The file is a private key in PEM. Under it stand, one a line, the public halves of keys the realm signed with before and
that are still believed. What is signed, and what a signature means, is the domain's business.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from realm_gql.config import Settings
from realm_gql.errors import ConfigurationError, StorageUnavailable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "signing-key.pem"
KEY_PREFIX = "ed25519:"
"""What a key's id starts with; the public key itself follows, in base64url without padding."""

PRIVATE_DER = bytes.fromhex("302e020100300506032b657004220420")
PUBLIC_DER = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of a key in PKCS #8 and in SubjectPublicKeyInfo. Source: RFC 8410, section 10."""

NOTE = "This realm signs creations with this key. Keep it, keep it secret, and back it up: docs/provenance.md.\n"

_PRIVATE = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----\n(.*?)-----END \1-----\n?", re.DOTALL)


@dataclass(frozen=True)
class SigningKeys:
    """The key a realm signs with, and those it signed with before.

    `secret` is the private key's 32 bytes; `former` are ids of keys that are still believed, the latest first.
    """

    secret: bytes
    former: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"SigningKeys({self.current})"

    @cached_property
    def current(self) -> str:
        """The id of the key that signs now: its public half, written down."""
        return key_id(self._private.public_key().public_bytes_raw())

    @property
    def believed(self) -> tuple[str, ...]:
        """The ids of all keys whose signatures count, the present one first."""
        return tuple(dict.fromkeys((self.current, *self.former)))

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes. Source: RFC 8032, Ed25519."""
        return self._private.sign(message)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        # Imported when something is signed: a realm opens without it.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.secret)


class KeyFile:
    """The file a realm's keys lie in. It is read again whenever it has changed, so nothing need be restarted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: tuple[tuple[int, ...], SigningKeys] | None = None

    def find(self) -> SigningKeys | None:
        """The keys; None when there is no file yet.

        Raises:
            ConfigurationError: the file cannot be read, or holds no such key.
        """
        try:
            stat = self.path.stat()
            seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
            if self._read is None or self._read[0] != seen:
                self._read = seen, read_keys(self.path.read_bytes(), self.path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ConfigurationError(f"The signing key {self.path} cannot be read: {error.strerror}.") from None
        return self._read[1]

    def make(self) -> SigningKeys:
        """The keys; made now, unless another process was faster.

        Raises:
            ConfigurationError: there is a file already, and it holds no such key.
            StorageUnavailable: the file cannot be written.
        """
        self._write(SigningKeys(secrets.token_bytes(32)), replace=False)
        keys = self.find()
        if keys is None:
            raise StorageUnavailable(f"The signing key {self.path} was taken away while it was made; try again.")
        return keys

    def renew(self) -> SigningKeys:
        """A new key in place of the present one, which is believed from now on but signs no more.

        Raises:
            ConfigurationError: there is a file already, and it holds no such key.
            StorageUnavailable: the file cannot be written.
        """
        before = self.find()
        keys = SigningKeys(secrets.token_bytes(32), before.believed if before else ())
        self._write(keys, replace=True)
        return keys

    def take(self, keys: SigningKeys) -> None:
        """Sign with these keys from now on. The ones that were here are believed still, for what they signed.

        Raises:
            ConfigurationError: there is a file already, and it holds no such key.
            StorageUnavailable: the file cannot be written.
        """
        before = self.find()
        known = dict.fromkeys((*keys.former, *(before.believed if before else ())))
        known.pop(keys.current, None)
        self._write(SigningKeys(keys.secret, tuple(known)), replace=True)

    def _write(self, keys: SigningKeys, *, replace: bool) -> None:
        """Put the whole file in place, or nothing; readable by its owner alone from the first moment."""
        unfinished = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(write_keys(keys))
                out.flush()
                os.fsync(out.fileno())
            if replace:
                unfinished.replace(self.path)
            else:
                with suppress(FileExistsError):  # made by somebody faster: theirs is the realm's
                    os.link(unfinished, self.path)
            _settle(self.path.parent)
        except OSError as error:
            raise StorageUnavailable(
                f"The signing key {self.path} cannot be written ({error.strerror}); "
                "choose another place with REALM_SIGNING_KEY_FILE."
            ) from None
        finally:
            with suppress(OSError):
                unfinished.unlink()


def key_file(settings: Settings) -> KeyFile:
    """The file that the settings name."""
    named = settings.signing_key_file
    return KeyFile(settings.data_dir / KEY_FILE if named == Path() else named)


def read_keys(content: bytes, place: Path) -> SigningKeys:
    """The keys that a file holds.

    Args:
        content: the file's.
        place: where it lies, to be told when it cannot be used.

    Raises:
        ConfigurationError: it is not one private Ed25519 key in PEM, with ids of public keys under it.
    """
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    blocks = _PRIVATE.findall(text)
    former = [line.strip() for line in _PRIVATE.sub("", text).splitlines() if line.startswith(KEY_PREFIX)]
    for line in former:
        if public_bytes(line) is None:
            raise ConfigurationError(f"{place} names a former key that is none: {line[:80]}")
    try:
        ((label, body),) = blocks
        der = base64.b64decode("".join(body.split()), validate=True)
    except (ValueError, binascii.Error):
        raise _no_key(place) from None
    if label != "PRIVATE KEY" or len(der) != len(PRIVATE_DER) + 32 or not der.startswith(PRIVATE_DER):
        raise _no_key(place)
    return SigningKeys(der.removeprefix(PRIVATE_DER), tuple(dict.fromkeys(former)))


def write_keys(keys: SigningKeys) -> bytes:
    """The file that holds these keys."""
    private = _pem("PRIVATE KEY", PRIVATE_DER + keys.secret)
    return (NOTE + private + "".join(f"{former}\n" for former in keys.former)).encode("ascii")


def key_id(public: bytes) -> str:
    """The id of a public key of 32 bytes; it holds the whole key, so whoever has the id can check a signature."""
    return KEY_PREFIX + base64.urlsafe_b64encode(public).decode("ascii").rstrip("=")


def public_bytes(key: str) -> bytes | None:
    """The public key that an id holds, 32 bytes; None when it is no id of a key."""
    try:
        public = base64.b64decode(key.removeprefix(KEY_PREFIX).encode("ascii") + b"=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return public if len(public) == 32 and key == key_id(public) else None


def public_pem(key: str) -> str:
    """A public key in PEM, as openssl reads it.

    Args:
        key: the id of a key.
    """
    return _pem("PUBLIC KEY", PUBLIC_DER + (public_bytes(key) or b""))


def is_signed(key: str, signature: bytes, message: bytes) -> bool:
    """Whether this key signed this message; False too for what is no key or no signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = public_bytes(key)
    if public is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _pem(label: str, der: bytes) -> str:
    return f"-----BEGIN {label}-----\n{base64.b64encode(der).decode('ascii')}\n-----END {label}-----\n"


def _settle(folder: Path) -> None:
    # A key that has signed must survive the plug being pulled.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _no_key(place: Path) -> ConfigurationError:
    return ConfigurationError(
        f"{place} holds no signing key: it must be one private Ed25519 key in PEM, without a password, as "
        "openssl genpkey -algorithm ed25519 writes it."
    )
