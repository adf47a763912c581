"""Signed notes and checkpoints as C2SP writes them (signed-note, tlog-checkpoint,
tlog-cosignature)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ._merkle_tree import HASH_BYTES

ED25519 = 0x01  # types of signatures, the first byte of a verifier key
COSIGNATURE = 0x04
MAX_NOTE_BYTES = 200_000  # a post-quantum signature has 5 kB; 16 must be taken
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")
_KEY_ID_BYTES, _TIME_BYTES, _KEY_BYTES = 4, 8, 32


class NoteError(ValueError):
    """Why a text is no signed note, no checkpoint or no verifier key."""


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: who signed with which key. `data` is what the key made."""

    name: str
    key_id: bytes
    data: bytes

    def __str__(self) -> str:
        encoded = base64.b64encode(self.key_id + self.data).decode()
        return f"— {self.name} {encoded}"


@dataclass(frozen=True)
class Checkpoint:
    """A tree head with its signatures. `text` is what they sign, with its line end."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[NoteSignature, ...] = ()

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)

    def add_signatures(self, *more: NoteSignature) -> Checkpoint:
        """The checkpoint with more signature lines, each once."""
        lines = dict.fromkeys((*self.signatures, *more))
        return replace(self, signatures=tuple(lines))


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name, as C2SP writes it: name, key id and key."""

    name: str
    kind: int
    key: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of the hash over name, kind and key."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.key
        return sha256(named).digest()[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        encoded = base64.b64encode(bytes([self.kind]) + self.key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


def write_checkpoint(origin: str, size: int, root: bytes) -> Checkpoint:
    """The tree head as text, without signatures."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    return Checkpoint(origin, size, root, text)


def parse_checkpoint(note: str) -> Checkpoint:
    """A checkpoint with all its signature lines, checked or not. Raises `NoteError`.

    Line ends of other systems and blank lines around it are forgiven: people paste it.
    """
    if len(note) > MAX_NOTE_BYTES:
        raise NoteError("too long for a checkpoint")
    lines = note.replace("\r\n", "\n").strip("\n")
    text, blank, signed = f"{lines}\n".rpartition("\n\n")
    if not blank:
        raise NoteError("no empty line before the signatures")
    head = text.split("\n")
    if len(head) < 3 or not all(head):
        raise NoteError("a checkpoint has an origin, a size and a root")
    root = _decode_base64(head[2])
    if not re.fullmatch(r"0|[1-9][0-9]{0,17}", head[1]) or len(root) != HASH_BYTES:
        raise NoteError("the size or the root is not one")
    signatures = tuple(_parse_signature(line) for line in signed.splitlines())
    return Checkpoint(head[0], int(head[1]), root, f"{text}\n", signatures)


def parse_verifier_key(text: str) -> VerifierKey:
    """A verifier key of Ed25519, for notes or cosignatures. Raises `NoteError`."""
    name, plus, rest = text.strip().partition("+")
    key_id, other, encoded = rest.partition("+")
    key = _decode_base64(encoded)
    if not (name and plus and other) or len(key) != 1 + _KEY_BYTES:
        raise NoteError("a verifier key is name+id+key")
    verifier_key = VerifierKey(name, key[0], key[1:])
    if verifier_key.key_id.hex() != key_id or verifier_key.kind not in (
        ED25519,
        COSIGNATURE,
    ):
        raise NoteError("the id does not fit the key, or its kind is unknown")
    return verifier_key


def derive_verifier_key(name: str, key: Ed25519PrivateKey) -> VerifierKey:
    """The public key of a signing key."""
    return VerifierKey(name, ED25519, key.public_key().public_bytes_raw())


def sign_checkpoint(
    checkpoint: Checkpoint, name: str, key: Ed25519PrivateKey
) -> Checkpoint:
    """The checkpoint with our own signature line."""
    signature = NoteSignature(
        name, derive_verifier_key(name, key).key_id, key.sign(checkpoint.text.encode())
    )
    return checkpoint.add_signatures(signature)


def find_valid_signature(
    checkpoint: Checkpoint, key: VerifierKey
) -> NoteSignature | None:
    """The line that this key signed, or None without one; lines of other keys are
    skipped. Raises `NoteError` where its line is there and does not hold."""
    for line in checkpoint.signatures:
        if (line.name, line.key_id) != (key.name, key.key_id):
            continue
        if not _is_signed(checkpoint.text, line.data, key):
            raise NoteError(f"the signature of {key.name} is not valid")
        return line
    return None


def get_cosigned_time(line: NoteSignature) -> int:
    """The moment of a cosignature, in seconds since 1970."""
    return int.from_bytes(line.data[:_TIME_BYTES], "big")


def _is_signed(text: str, data: bytes, key: VerifierKey) -> bool:
    message = text.encode()
    if key.kind == COSIGNATURE:
        moment = int.from_bytes(data[:_TIME_BYTES], "big")
        message = f"cosignature/v1\ntime {moment}\n".encode() + message
        data = data[_TIME_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(data, message)
    except InvalidSignature:
        return False
    return True


def _parse_signature(line: str) -> NoteSignature:
    match = _SIGNATURE_LINE.fullmatch(line)
    if not match or "+" in match[1]:
        raise NoteError("a signature line is a dash, a name and a signature")
    data = _decode_base64(match[2])
    if len(data) <= _KEY_ID_BYTES:
        raise NoteError("a signature is too short")
    return NoteSignature(match[1], data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])


def _decode_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError(f"not in base64: {text[:40]}") from error
