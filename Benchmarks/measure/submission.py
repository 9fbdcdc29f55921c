"""An author's submissions as the format has them, made without Cairn's code: statement, note, entries. The signature's bytes are made up, since appending doesn't look at them."""
import base64
import hashlib


def sha256(data):
    return hashlib.sha256(data).digest()


def text(data):
    return base64.b64encode(data).decode()


def root(hashes):
    """The RFC 9162 tree hash."""
    while len(hashes) > 1:
        pairs = [sha256(b"\x01" + a + b) for a, b in zip(hashes[::2], hashes[1::2])]
        hashes = pairs + (hashes[-1:] if len(hashes) % 2 else [])
    return hashes[0]


class Author:
    """An author of one ledger who appends alone, and so knows its head."""

    def __init__(self, origin, name, content_free):
        key = b"\x01" + sha256(name.encode())
        self.name, self.origin = name, origin
        self.key_hash = sha256(name.encode() + b"\n" + key)[:4]
        self.key = f"{name}+{self.key_hash.hex()}+{text(key)}"
        # Before entries were content-free, the body itself was hashed into them, and the anchor had no number.
        self.content_free = content_free
        self.number, self.previous = 0, bytes(32)
        self.size, self.head = 0, bytes(32)

    def note(self, bodies):
        """The note of the next submission."""
        anchor = f"{self.size} {text(self.head)}" if self.content_free else text(self.head)
        tree = root([sha256(b"\x00" + body) for body in bodies])
        lines = ["cairn/submission/v1", self.origin, self.key, str(self.number), text(self.previous), anchor, str(len(bodies)), text(tree)]
        statement = "".join(line + "\n" for line in lines).encode()
        self.number, self.previous = self.number + 1, sha256(statement)
        return statement + f"\n— {self.name} {text(self.key_hash + sha256(statement) * 2)}\n".encode()

    def appended(self, note, bodies, first, time, previous):
        """Chains the entries of a receipt to the head, which they must follow."""
        expected = self.head if self.size else sha256(self.origin.encode())
        if first != self.size or previous != expected:
            raise SystemExit("submission: the receipt doesn't follow the last one; is the format another?")
        note_hash, head = sha256(note), previous
        for position, body in enumerate(bodies):
            tail = sha256(b"\x00" + body) if self.content_free else body
            head = sha256(b"\x00\x01" + (first + position).to_bytes(8, "big") + time.to_bytes(8, "big") + head + note_hash + position.to_bytes(4, "big") + tail)
        self.size, self.head = first + len(bodies), head
