"""Chapter "Tree": Merkle tree hashes, and where tiles are and what is in them."""

import hashlib

from .primitives import sha256

TILE = 256


def root(hashes):
    """The tree hash over these leaf hashes (one or more).

    Pairing neighbours level by level, and taking a last one without a neighbour up as it is, gives the tree of
    RFC 9162: the first k leaves, k a power of two, always form a whole subtree.
    """
    level = list(hashes)
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2])]
        level = pairs + level[len(pairs) * 2:]
    return level[0]


def leaf_hash(entry):
    """The leaf hash of an entry."""
    return sha256(b"\x00" + entry)


def tile_path(number, width=TILE):
    """The path of a tile or bundle below its level's folder; partial if it has less than 256 places."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    path = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return path if width == TILE else f"{path}.p/{width}"


def tiles(leaves):
    """(level, number, hashes) of each hash tile over these leaf hashes, by level, then by number."""
    level, hashes = 0, leaves
    while hashes:
        for start in range(0, len(hashes), TILE):
            yield level, start // TILE, hashes[start:start + TILE]
        full = len(hashes) // TILE
        hashes = [root(hashes[n * TILE:(n + 1) * TILE]) for n in range(full)]
        level += 1
