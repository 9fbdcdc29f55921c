"""Chapters "Keys", "Notes", "Submissions" (the statement) and "Checkpoint"."""

import functools
import re
import unicodedata
from typing import NamedTuple

from . import ed25519
from .primitives import Malformed, decode_base64, decode_decimal, is_name, require, sha256

MAX_BODIES = 10_000
MAX_SUBMISSION_NOTE = 65_535
MAX_CHECKPOINT = 262_144
MAX_CHECKPOINT_SIGNATURES = 128

_ED25519 = b"\x01"
_KEY_HASH = re.compile(rb"[0-9a-f]{8}")
_LOW_BYTE = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_DASH = "— ".encode()
# The characters with the Unicode property White_Space that aren't of the category Cc.
_WHITE_SPACE = frozenset(" \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))


class VerifierKey(NamedTuple):
    """An Ed25519 key under a name. The hash follows from both, so equality is that of name and public key."""

    name: bytes
    public: bytes
    key_hash: bytes


@functools.lru_cache(maxsize=65536)
def parse_key(text):
    """The verifier key of this text."""
    parts = text.split(b"+", 2)
    require(len(parts) == 3, "a verifier key has three parts")
    name, hash_hex, encoded = parts
    require(is_name(name), "the name of a key")
    require(_KEY_HASH.fullmatch(hash_hex), "the hash of a key")
    data = decode_base64(encoded, 33)
    require(data[:1] == _ED25519, "the algorithm of a key")
    require(ed25519.is_acceptable_key(data[1:]), "a key of low order or not canonical")
    key_hash = sha256(name + b"\n" + data)[:4]
    require(key_hash.hex().encode() == hash_hex, "the hash of another key")
    return VerifierKey(name, data[1:], key_hash)


class SignatureLine(NamedTuple):
    """One signature line of a note."""

    name: bytes
    key_hash: bytes
    signature: bytes

    def is_of(self, key):
        """Whether the line claims to be by this key."""
        return self.name == key.name and self.key_hash == key.key_hash


class Note(NamedTuple):
    """A signed note: its text, and its signature lines in order."""

    text: bytes
    signatures: list

    def is_signed_by(self, key):
        """Whether exactly one line claims to be by this key, and its signature is right."""
        lines = [line for line in self.signatures if line.is_of(key)]
        return len(lines) == 1 and ed25519.verify(key.public, self.text, lines[0].signature)


def _check_signer_name(name):
    """The rule for names in signature lines, which is wider than that for keys."""
    require(1 <= len(name) <= 1024 and b"+" not in name, "the name of a signature line")
    require(not any(c in _WHITE_SPACE or unicodedata.category(c) == "Cc" for c in name.decode()), "space in a name")


def _parse_signature_line(line):
    require(line.startswith(_DASH), "a signature line begins with a dash")
    name, space, encoded = line[len(_DASH):].partition(b" ")
    require(space, "a signature line without a signature")
    _check_signer_name(name)
    data = decode_base64(encoded)
    require(len(data) >= 5, "a signature of no bytes")
    return SignatureLine(name, data[:4], data[4:])


def parse_note(data, max_size, max_signatures):
    """The note of these bytes, within these limits."""
    require(len(data) <= max_size, "note too long")
    require(not _LOW_BYTE.search(data), "a control character in a note")
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Malformed("a note is UTF-8") from None
    end = data.rfind(b"\n\n")
    require(end >= 0 and data.endswith(b"\n"), "a note without its empty line or its last line end")
    lines = data[end + 2:].split(b"\n")[:-1]
    require(1 <= len(lines) <= max_signatures, "the number of signature lines")
    return Note(data[:end + 1], [_parse_signature_line(line) for line in lines])


def _lines(text, number):
    """The lines of a text that has exactly this number of lines."""
    lines = text.split(b"\n")
    require(lines.pop() == b"" and len(lines) == number, "the number of lines")
    return lines


class Checkpoint(NamedTuple):
    """A checkpoint, and the note that it was read from."""

    origin: bytes
    size: int
    root: bytes
    note: Note


def parse_checkpoint(data):
    """The checkpoint of these bytes; no signature is checked."""
    note = parse_note(data, MAX_CHECKPOINT, MAX_CHECKPOINT_SIGNATURES)
    origin, size, root = _lines(note.text, 3)
    require(is_name(origin), "the origin of a checkpoint")
    checkpoint = Checkpoint(origin, decode_decimal(size), decode_base64(root, 32), note)
    require(checkpoint.size >= 2, "the size of a checkpoint")
    return checkpoint


class Statement(NamedTuple):
    """What an author signs: the eight lines, without the first, and the signature over them."""

    origin: bytes
    key: VerifierKey
    number: int
    previous: bytes
    anchor_size: int
    anchor_hash: bytes
    count: int
    root: bytes
    note: Note

    @property
    def hash(self):
        """The statement hash."""
        return sha256(self.note.text)

    def is_signed(self):
        """Whether the signature is right by the key that the statement names."""
        return ed25519.verify(self.key.public, self.note.text, self.note.signatures[0].signature)


def parse_statement(data):
    """The statement in the note of a submission. Its signature line has the name and key hash of line 3."""
    note = parse_note(data, MAX_SUBMISSION_NOTE, 1)
    title, origin, key_text, number, previous, anchor, count, root = _lines(note.text, 8)
    require(title == b"cairn/submission/v1", "the first line of a statement")
    require(is_name(origin), "the origin in a statement")
    anchor_size, space, anchor_hash = anchor.partition(b" ")
    require(space, "an anchor has two parts")
    statement = Statement(origin, parse_key(key_text), decode_decimal(number), decode_base64(previous, 32),
                          decode_decimal(anchor_size), decode_base64(anchor_hash, 32),
                          decode_decimal(count), decode_base64(root, 32), note)
    require(1 <= statement.count <= MAX_BODIES, "the number of bodies")
    require(note.signatures[0].is_of(statement.key), "a signature line of another key")
    return statement
