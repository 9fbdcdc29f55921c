"""Chapters "Conventions" and "Names": hashes, base64, decimal numbers and names. All of it works on bytes."""

import base64
import binascii
import hashlib
import re

NUMBER_LIMIT = 1 << 63
ZERO_HASH = bytes(32)

_DECIMAL = re.compile(rb"0|[1-9][0-9]{0,18}")
_SEGMENT = rb"[a-z0-9_~-][a-z0-9._~-]*"
_NAME = re.compile(rb"%s(?:/%s)*" % (_SEGMENT, _SEGMENT))


class Malformed(ValueError):
    """A text breaks the rules of its format."""


def require(condition, what):
    """Raise Malformed unless the condition holds."""
    if not condition:
        raise Malformed(what)


def sha256(data):
    """SHA-256 of the data, 32 bytes."""
    return hashlib.sha256(data).digest()


def decode_base64(text, length=None):
    """The bytes of a canonical base64 text, of the given length if one is given."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("base64") from None
    require(base64.b64encode(data) == text, "base64 isn't canonical")
    require(length is None or len(data) == length, "base64 of another length")
    return data


def decode_decimal(text):
    """The value of a decimal number below 2^63."""
    require(_DECIMAL.fullmatch(text), "not a decimal number")
    value = int(text)
    require(value < NUMBER_LIMIT, "number too large")
    return value


def is_name(text):
    """Whether these bytes are the name of a ledger or of an author's key."""
    if len(text) > 255 or not _NAME.fullmatch(text):
        return False
    first = text.partition(b"/")[0]
    return b"." in first and not first.endswith(b".")
