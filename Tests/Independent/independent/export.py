"""Chapters "Export" and "Entries": the files of an export, and rows 3, 4, 5 and 7 of the table of findings."""

import struct
from pathlib import Path
from typing import NamedTuple

from . import tree
from .events import EMPTY_BODY_HASH, body_hash
from .primitives import NUMBER_LIMIT, sha256

VERSION = 1
LAST_TIME = 253402300799999999
BUNDLE = 256
_ENTRY = struct.Struct(">BQQ32s32sI32s")
_MAX_BUNDLE_FILE = BUNDLE * (2 + 0xFFFF)


class Found(Exception):
    """A finding after which this program doesn't look further."""

    def __init__(self, code, index=None):
        super().__init__(code, index)
        self.code, self.index = code, index


class Entry(NamedTuple):
    """An entry of version 1."""

    version: int
    index: int
    time: int
    previous: bytes
    note: bytes
    position: int
    body_hash: bytes


class Bundle(NamedTuple):
    """The records of one bundle. Notes and bodies are None where they aren't opened; a body is None if withheld."""

    first: int
    entries: list
    notes: list | None
    bodies: list | None


class Submission:
    """The entries from one with position 0 to the next, their bodies (None: absent) and the note."""

    def __init__(self, first, note):
        self.first, self.note, self.note_hash = first, note, sha256(note)
        self.entries, self.bodies = [], []
        self.statement = None
        self.counts = self.guarded = False

    def absent(self):
        """The indexes of the entries whose body is absent."""
        return [self.first + i for i, body in enumerate(self.bodies) if body is None]

    def root(self):
        """The tree hash over the body hashes."""
        return tree.root(entry.body_hash for entry in self.entries)


def read_file(path, limit):
    """The bytes of a file, or a little more than the limit if it is longer; None if there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


# Row 3: the files of bundles

def _split(data):
    """The records of a file in which each is behind its length of two bytes."""
    records, offset = [], 0
    while offset < len(data):
        start = offset + 2
        offset = start + int.from_bytes(data[offset:start], "big")
        if offset > len(data) or start > len(data):
            raise Found("export.malformed")
        records.append(data[start:offset])
    return records


def _read_records(path, places=None):
    """The records of a file of the export, one for each place if a number of places is given."""
    data = read_file(path, _MAX_BUNDLE_FILE)
    if data is None:
        raise Found("export.missing-file")
    records = _split(data)
    if places is not None and len(records) != places:
        raise Found("export.malformed")
    return records


def _read_bodies(path, places, without_bodies):
    if without_bodies and read_file(path, 0) is None:
        return [None] * places
    return _read_records(path, places)


def is_newer(entry):
    """Whether a later format made this entry."""
    return entry[:1] > bytes([VERSION])


def read_bundles(directory, size, without_bodies):
    """All bundles of an export of this size. From the first entry of a higher version on, only entries are read."""
    directory, newer = Path(directory), False
    for number in range(-(-size // BUNDLE)):
        places = min(BUNDLE, size - number * BUNDLE)
        path = tree.tile_path(number, places)
        entries = _read_records(directory / "tile" / "entries" / path, places)
        newer = newer or any(map(is_newer, entries))
        notes = bodies = None
        if not newer:
            notes = _read_records(directory / "submissions" / path)
            bodies = _read_bodies(directory / "bodies" / path, places, without_bodies)
        yield Bundle(number * BUNDLE, entries, notes, bodies)


# Rows 4 and 5: entry by entry

def parse_entry(data, index):
    """The entry of version 1 of these bytes, which are at this place."""
    if data[:1] != bytes([VERSION]) or len(data) != _ENTRY.size:
        raise Found("entry.bytes", index)
    entry = Entry._make(_ENTRY.unpack(data))
    if entry.index >= NUMBER_LIMIT or entry.time > LAST_TIME:
        raise Found("entry.bytes", index)
    return entry


def _check_place(entry, index, previous_hash, before):
    """Index, chain, position and time, against the entry before (None before entry 0)."""
    if entry.index != index:
        raise Found("entry.index", index)
    if entry.previous != previous_hash:
        raise Found("entry.chain", index)
    if entry.position and (before is None or entry.position != before.position + 1):
        raise Found("entry.position", index)
    if before and (entry.time < before.time or entry.position and entry.time != before.time):
        raise Found("entry.time", index)


def _body_of(entry, body):
    """The body, or None if it is absent. A length of 0 says so, except of the body that is empty."""
    if body == b"" and entry.body_hash != EMPTY_BODY_HASH:
        return None
    if body is not None and body_hash(body) != entry.body_hash:
        raise Found("entry.body", entry.index)
    return body


class Entries:
    """Checks the entries one after the other, and gathers leaf hashes and submissions."""

    def __init__(self, origin):
        self.leaves, self.submissions = [], []
        self.first_newer = None
        self._previous_hash, self._before = sha256(origin), None
        self._note_is_left = False

    def add(self, bundle):
        """Check a bundle, after all those before it."""
        notes = iter(bundle.notes or ())
        for place, data in enumerate(bundle.entries):
            index = bundle.first + place
            if self.first_newer is None and is_newer(data):
                self.first_newer = index
            if self.first_newer is None:
                entry = self._check(data, index)
                if bundle.notes is not None:
                    self._gather(entry, notes, bundle.bodies[place])
            self._previous_hash = tree.leaf_hash(data)
            self.leaves.append(self._previous_hash)
        if bundle.notes is not None and next(notes, None) is not None:
            self._note_is_left = True

    def finish(self):
        """Row 5, once all entries are there."""
        if self._note_is_left:
            raise Found("export.malformed")

    def _check(self, data, index):
        entry = parse_entry(data, index)
        _check_place(entry, index, self._previous_hash, self._before)
        self._before = entry
        return entry

    def _gather(self, entry, notes, body):
        """Add an entry to its submission: the checks of note and body."""
        if entry.position == 0:
            note = next(notes, None)
            if note is None:
                raise Found("entry.note", entry.index)
            self.submissions.append(Submission(entry.index, note))
        submission = self.submissions[-1]
        if entry.note != submission.note_hash:
            raise Found("entry.note", entry.index)
        submission.bodies.append(_body_of(entry, body))
        submission.entries.append(entry)


# Row 7: the hash tiles

def check_tiles(directory, leaves):
    """Compare the hash tiles of the export with those that the entries give."""
    for level, number, hashes in tree.tiles(leaves):
        path = Path(directory) / "tile" / str(level) / tree.tile_path(number, len(hashes))
        expected = b"".join(hashes)
        data = read_file(path, len(expected))
        if data is None:
            raise Found("export.missing-file")
        if len(data) != len(expected):
            raise Found("export.malformed")
        if data != expected:
            raise Found("tile.mismatch", number * BUNDLE ** (level + 1))
