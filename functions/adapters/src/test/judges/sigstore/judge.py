"""Judges a log of Hallpass with the hashing and the proofs of sigstore's client, and the Ed25519 of
cryptography: each checkpoint's signature, each tree with its tiles and leaves, and each proof."""

import base64
import hashlib
import json
import pathlib
import sys
from types import SimpleNamespace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sigstore._internal import merkle


def tile(folder, level, index, width):
    digits = f"{index % 1000:03}"
    while index >= 1000:
        index //= 1000
        digits = f"x{index % 1000:03}/{digits}"
    partial = "" if width == 256 else f".p/{width}"
    return (folder / "tile" / level / f"{digits}{partial}").read_bytes()


def checkpoint(signed, key):
    name, key_id, encoded = key.split("+", 2)
    tagged = base64.b64decode(encoded, validate=True)
    digest = hashlib.sha256(name.encode() + b"\n" + tagged).digest()[:4]
    assert tagged[0] == 1 and digest.hex() == key_id, "the key is another one"
    text, lines = signed.rsplit("\n\n", 1)
    text += "\n"
    good = False
    for line in lines.splitlines():
        dash, signer, signature = line.split(" ")
        assert dash == "\u2014"
        raw = base64.b64decode(signature, validate=True)
        if signer == name and raw[:4] == digest:
            Ed25519PublicKey.from_public_bytes(tagged[1:]).verify(raw[4:], text.encode())
            good = True
    assert good, "not signed by the key"
    origin, size, root = text.splitlines()[:3]
    assert origin == name, "another origin"
    return int(size), base64.b64decode(root, validate=True)


def root_of(hashes):
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << ((len(hashes) - 1).bit_length() - 1)
    return merkle._hash_children(root_of(hashes[:split]), root_of(hashes[split:]))


def level(folder, name, count):
    hashes = []
    for index in range((count + 255) // 256):
        width = min(256, count - 256 * index)
        content = tile(folder, name, index, width)
        assert len(content) == 32 * width, "a tile has another length"
        hashes += [content[32 * i : 32 * i + 32] for i in range(width)]
    return hashes


def judge_tree(folder, size, root):
    if size == 0:
        return
    hashes = level(folder, "0", size)
    assert root_of(hashes) == root, "the tiles give another root"
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        bundle = tile(folder, "entries", index, width)
        assert len(bundle) == 34 * width, "a bundle has another length"
        for place in range(width):
            leaf = bundle[34 * place : 34 * place + 34]
            assert leaf[:2] == b"\0\x20", "a leaf has another length"
            assert merkle._hash_leaf(leaf[2:]) == hashes[256 * index + place], "another leaf"
    full = size // 256
    if full:
        roots = [root_of(hashes[256 * i : 256 * i + 256]) for i in range(full)]
        assert roots == level(folder, "1", full), "the tiles above give other hashes"


def judge_log(folder, key):
    notes = sorted((folder / "checkpoints").iterdir())
    assert notes, "no checkpoints"
    before = 0
    for note in notes:
        # Each tree is made of the same leaves, so each is an extension of the one before.
        size, root = checkpoint(note.read_text(), key)
        assert size >= before, "a tree shrinks"
        judge_tree(folder, size, root)
        before = size


def judge_proof(text, key):
    head, signed = text.split("\n\n", 1)
    extra, index, *hashes = head.split("\n")
    line = json.loads(base64.b64decode(extra.removeprefix("extra "), validate=True))
    size, root = checkpoint(signed, key)
    proof = SimpleNamespace(
        log_index=int(index.removeprefix("index ")),
        tree_size=size,
        hashes=[base64.b64decode(one, validate=True) for one in hashes],
        root_hash=root,
    )
    # A leaf is the 32 bytes of an entry's hash.
    inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=bytes.fromhex(line["hash"]))
    merkle.verify_merkle_inclusion(SimpleNamespace(_inner=inner))


def main():
    what, file, key = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    key = key.read_text().strip()
    if what == "log":
        judge_log(file, key)
    else:
        proofs = file.read_text().split("c2sp.org/tlog-proof@v1\n")[1:]
        assert proofs, "no proofs"
        for proof in proofs:
            judge_proof(proof, key)
    print("accepted")


main()
