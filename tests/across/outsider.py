"""What an outsider runs to check a version, by what /about/integrity/ says: Python and
its cryptography package, and no code of the archive."""

import json
from base64 import b64decode
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def tree_root(hashes):
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node(tree_root(hashes[:half]), tree_root(hashes[half:]))


def open_checkpoint(note, verifier_key):
    """(size, root) of a checkpoint that this key signed."""
    name, key_id, key = verifier_key.split("+", 2)
    text, _, lines = note.rpartition("\n\n")
    for _dash, signer, signature in map(str.split, lines.splitlines()):
        if signer == name and b64decode(signature)[:4].hex() == key_id:
            public = Ed25519PublicKey.from_public_bytes(b64decode(key)[1:])
            public.verify(b64decode(signature)[4:], f"{text}\n".encode())  # or raises
            origin, size, root = text.splitlines()[:3]
            assert origin == name
            return int(size), b64decode(root)
    raise AssertionError("the log has not signed this checkpoint")


def check_inclusion(id_code, version, record_file, proof, verifier_key):
    """Steps 1 to 3: the fields that the record discloses are those of the log."""
    found = json.loads(record_file)
    leaf, record = found["statement"], found["record"]
    assert (leaf["id"], leaf["version"]) == (id_code, version), "another version"
    for salt, name, value in found["disclosures"]:
        digest = sha256(canonical([salt, name, value])).hexdigest()
        assert record["digests"][name] == digest, f"altered: {name}"
    assert leaf["record_sha256"] == sha256(canonical(record)).hexdigest()
    head, _, note = proof.partition("\n\n")
    lines = [line for line in head.splitlines() if not line.startswith("extra ")]
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    size, root = open_checkpoint(note, verifier_key)
    index, digest = int(lines[1].split()[1]), sha256(b"\0" + canonical(leaf)).digest()
    inner = (index ^ size - 1).bit_length()  # above, each node beside is a left one
    assert index < size and len(lines) == 2 + inner + (index >> inner).bit_count()
    for level, beside in enumerate(map(b64decode, lines[2:])):
        is_left = level < inner and not index >> level & 1
        digest = node(digest, beside) if is_left else node(beside, digest)
    assert digest == root, "not in the log"
    return {name: value for _salt, name, value in found["disclosures"]}


def check_consistency(kept, note, fetch_tile, verifier_key):
    """Step 4: the log of today begins with the log of the checkpoint kept earlier."""
    old, old_root = open_checkpoint(kept, verifier_key)
    size, root = open_checkpoint(note, verifier_key)
    tiles = (fetch_tile(at // 256, min(256, size - at)) for at in range(0, size, 256))
    data = b"".join(tiles)
    hashes = [data[start : start + 32] for start in range(0, len(data), 32)]
    assert tree_root(hashes) == root, "the log does not fit its checkpoint"
    assert old <= size and tree_root(hashes[:old]) == old_root, "the log was altered"
