"""Ed25519 as the chapter "Keys" asks for it: S < L, no cofactor, R compared as bytes, some keys refused.

`verify` asks the `cryptography` package, because it is fast, and the short implementation here, because its rule can
be read. At the first signature both are compared on the cases in which implementations are known to differ; a library
that accepts too much isn't used. What the library rejects is decided by the implementation here.
"""

import functools
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)
_Y_MASK = (1 << 255) - 1

IDENTITY = (0, 1, 1, 0)
_ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
_LOW_ORDER_Y = frozenset(
    int.from_bytes(point, "little")
    for point in (bytes(32), bytes([1]) + bytes(31), (P - 1).to_bytes(32, "little"), _ORDER_8,
                  bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")))


def is_acceptable_key(public):
    """Whether y is below p and doesn't belong to a point of low order. It needn't belong to a point at all."""
    y = int.from_bytes(public, "little") & _Y_MASK
    return len(public) == 32 and y < P and y not in _LOW_ORDER_Y


def _add(a, b):
    """The sum of two points in extended coordinates (X, Y, Z, T), complete for this curve."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def _decode(encoded):
    """The point of these 32 bytes, or None. (x = 0 with the sign bit set is of low order and never gets here.)"""
    y, sign = int.from_bytes(encoded, "little") & _Y_MASK, encoded[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_MINUS_1 % P
    if x * x % P != square:
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _encode(point):
    """The 32 bytes of a point."""
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return ((y * inverse % P) | ((x * inverse % P & 1) << 255)).to_bytes(32, "little")


def _combine(s, point_s, k, point_k):
    """[s]point_s + [k]point_k, by doubling and adding."""
    both, result = _add(point_s, point_k), IDENTITY
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = _add(result, result)
        choice = (s >> bit & 1) + 2 * (k >> bit & 1)
        if choice:
            result = _add(result, (point_s, point_k, both)[choice - 1])
    return result


BASE = _decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def _challenge(r, public, message):
    """k = SHA-512(R || A || message), reduced modulo L. For keys of mixed order the reduction matters."""
    return int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L


def verify_by_definition(public, message, signature):
    """The rule itself: S < L, and the encoding of [S]B - [k]A equals R byte for byte."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    point = _decode(public)
    if len(signature) != 64 or s >= L or point is None:
        return False
    x, y, z, t = point
    minus_a = (P - x, y, z, P - t)
    return _encode(_combine(s, BASE, _challenge(r, public, message), minus_a)) == r


@functools.lru_cache(maxsize=4096)
def _library_key(public):
    return Ed25519PublicKey.from_public_bytes(public)


def _verify_by_library(public, message, signature):
    try:
        _library_key(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False


def _edge_cases():
    """(key, message, signature) on which implementations of Ed25519 are known to differ."""
    a = 0x5EED
    honest = _combine(a, BASE, 0, BASE)
    mixed = _encode(_add(honest, _decode(_ORDER_8)))
    honest, identity = _encode(honest), _encode(IDENTITY)
    for r in (identity, (P + 1).to_bytes(32, "little")):
        s = _challenge(r, honest, b"") * a % L
        yield honest, b"", r + s.to_bytes(32, "little")
        yield honest, b"", r + (s + L).to_bytes(32, "little")
    for message in (bytes([i]) for i in range(16)):
        s = _challenge(identity, mixed, message) * a % L
        yield mixed, message, identity + s.to_bytes(32, "little")


@functools.cache
def _library_is_strict():
    """Whether the library accepts nothing, of the cases known to be difficult, that the rule doesn't."""
    return all(verify_by_definition(*case) or not _verify_by_library(*case) for case in _edge_cases())


def verify(public, message, signature):
    """Whether the signature over the message is right under an acceptable key."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    if _library_is_strict() and _verify_by_library(public, message, signature):
        return True
    return verify_by_definition(public, message, signature)
