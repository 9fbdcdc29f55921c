"""Chapters "Submission 0", "Counting" and "Redaction": rows 9 to 12, but for the checkpoint's signature."""

import bisect

from . import events
from .export import Found
from .notes import parse_statement
from .primitives import ZERO_HASH, Malformed
from .registry import LEDGER_AUTHOR, Registry, may_be

GUARDING_ROLES = frozenset(["key", "ledger", "redaction", "recovery"])
LANDMARK_ROLES = frozenset(["key", "ledger", "recovery"])
MAX_ANCHOR_AGE = 131_072
LANDMARK = 65_536

# Findings of row 12 at one index come in this order; any other `submission.` comes first.
_RANKS = {"submission.body": 1, "submission.role": 1, "registry.without-effect": 2, "redaction.without-effect": 2,
          "registry.withheld": 3, "entry.body-withheld": 4, "entry.not-redacted": 5,
          "submission.possibly-compromised": 6}


class Judge:
    """Judges all submissions of a ledger whose entries are verified."""

    def __init__(self, origin, leaves, submissions, without_bodies):
        self.tampering, self.remarks = [], []
        self.registry = Registry(self._entry_at, self._submission_at)
        self.registry_is_withheld = False
        self._origin, self._leaves, self._submissions = origin, leaves, submissions
        self._without_bodies = without_bodies
        self._firsts = [submission.first for submission in submissions]

    def run(self):
        """Judge everything. Afterwards `tampering` is row 10 and `remarks` row 12, both in order."""
        self._judge_genesis(self._submissions[0])
        for submission in self._submissions[1:]:
            self._judge(submission)
        self._settle_bodies()
        for first in self.registry.possibly_compromised():
            self.remarks.append(("submission.possibly-compromised", first))
        self.tampering.sort(key=lambda finding: finding[1])
        self.remarks.sort(key=lambda finding: (finding[1], _RANKS.get(finding[0], 0)))

    def allows_checkpoint_key(self, key):
        """Whether the registry, as far as it is known, has no other key for the checkpoint.

        It isn't known where it is withheld, and where a body of submission 0 is missing.
        """
        return self.registry_is_withheld or self.registry.ledger_key in (None, key)

    def _submission_at(self, index):
        return self._submissions[bisect.bisect_right(self._firsts, index) - 1]

    def _entry_at(self, index):
        submission = self._submission_at(index)
        return submission.entries[index - submission.first]

    # Submission 0

    def _judge_genesis(self, submission):
        try:
            statement = submission.statement = parse_statement(submission.note)
        except Malformed:
            raise Found("ledger.genesis", 0) from None
        if statement.count != len(submission.entries):
            raise Found("entry.count", 0)
        if not self._is_genesis_statement(statement, submission):
            raise Found("ledger.genesis", 0)
        submission.counts = submission.guarded = True
        if submission.absent():
            self._withhold_registry(submission)
        elif not self._create_registry(submission):
            raise Found("ledger.genesis", 0)

    def _is_genesis_statement(self, statement, submission):
        return (statement.origin == self._origin and statement.key.name == self._origin and statement.is_signed()
                and statement.number == 0 and statement.previous == ZERO_HASH
                and statement.anchor_size == 0 and statement.anchor_hash == ZERO_HASH
                and statement.root == submission.root())

    def _create_registry(self, submission):
        """Apply the events of submission 0. Whether every one obeys its rules, has its type and has an effect."""
        for index, body in enumerate(submission.bodies):
            event = self._read_event(body, index, submission, LEDGER_AUTHOR)
            expected = events.REGISTERED if index else events.CREATED
            if event is None or event.type != expected:
                return False
            if not self.registry.apply(event, index, submission, LEDGER_AUTHOR):
                return False
        return any("key" in record.roles for record in self.registry.keys.values())

    # Whether a submission counts

    def _judge(self, submission):
        code, record = self._first_no(submission)
        if code in ("entry.count", "ledger.forked"):
            self.tampering.append((code, submission.first))
        elif code:
            self.remarks.append((code, submission.first))
        else:
            submission.counts = True
            if not self.registry_is_withheld:
                self._accept(submission, record)

    def _first_no(self, submission):
        """The code of the first question answered "no" (None if it counts), and the record of the key."""
        try:
            statement = submission.statement = parse_statement(submission.note)
        except Malformed:
            return "submission.syntax", None
        code, record = self._signature_or_anchor_code(statement, submission), None
        if code is None and self.registry_is_withheld:
            code = None if self._is_recent(statement, submission, LANDMARK_ROLES) else "submission.anchor"
        elif code is None:
            record = self.registry.keys.get(statement.key)
            code = self._author_code(statement, submission, record)
        if code is None and statement.root != submission.root():
            code = "submission.root"
        return code, record

    def _signature_or_anchor_code(self, statement, submission):
        """Questions 2 to 5."""
        if statement.count != len(submission.entries):
            return "entry.count"
        if statement.origin != self._origin:
            return "submission.origin"
        if not statement.is_signed():
            return "submission.signature"
        size = statement.anchor_size
        if not 1 <= size <= submission.first or self._leaves[size - 1] != statement.anchor_hash:
            return "ledger.forked"
        return None

    def _author_code(self, statement, submission, record):
        """Questions 6 to 10."""
        if record is None:
            return "submission.unknown-key"
        if record.revoked:
            return "submission.revoked-key"
        last = record.last
        if statement.number != (last.number + 1 if last else 0):
            return "submission.number"
        if statement.previous != (last.hash if last else ZERO_HASH):
            return "submission.previous"
        goes_back = last is not None and statement.anchor_size < last.anchor_size
        if goes_back or not self._is_recent(statement, submission, record.roles):
            return "submission.anchor"
        return None

    def _is_recent(self, statement, submission, roles):
        """Whether the anchor isn't too old for a key with these roles."""
        size = statement.anchor_size
        if size > submission.first - MAX_ANCHOR_AGE:
            return True
        is_landmark = size % LANDMARK == 0 or size == len(self._submissions[0].entries)
        return is_landmark and not LANDMARK_ROLES.isdisjoint(roles)

    # What a submission that counts does

    def _accept(self, submission, record):
        submission.guarded = not GUARDING_ROLES.isdisjoint(record.roles)
        record.last = submission.statement
        record.submissions.append(submission.first)
        if submission.guarded and self._without_bodies and submission.absent():
            self._withhold_registry(submission)
            return
        for place, body in enumerate(submission.bodies):
            if body is not None:
                self._judge_event(body, submission.first + place, submission, record)

    def _withhold_registry(self, submission):
        """The registry isn't known from here on. (If bodies aren't withheld, this one is missing: row 10.)"""
        if self._without_bodies:
            self.registry_is_withheld = True
            self.remarks.append(("registry.withheld", submission.absent()[0]))

    def _judge_event(self, body, index, submission, record):
        event = self._read_event(body, index, submission, record)
        if event is None:
            self.remarks.append(("submission.body", index))
        elif not events.allows(record.roles, event.family):
            self.remarks.append(("submission.role", index))
        elif event.is_of_registry and not self.registry.apply(event, index, submission, record):
            kind = "redaction" if event.type == events.REDACTED else "registry"
            self.remarks.append((f"{kind}.without-effect", index))

    def _read_event(self, body, index, submission, record):
        """The event of a body, or None if it breaks the body rules."""
        try:
            event = events.parse_event(body, self._origin)
        except Malformed:
            return None
        if event.is_of_registry and not may_be(event, index, submission, record, self._origin):
            return None
        return event

    # The bodies at the checkpoint

    def _settle_bodies(self):
        redacted, missing = self.registry.redacted, []
        for submission in self._submissions:
            if submission.counts:
                missing += [index for index in submission.absent() if index not in redacted]
        if self._without_bodies:
            self.remarks += [("entry.body-withheld", index) for index in missing[:1]]
        else:
            self.tampering += [("entry.body-missing", index) for index in missing]
        for index in redacted:
            submission = self._submission_at(index)
            if submission.bodies[index - submission.first] is not None:
                self.remarks.append(("entry.not-redacted", index))
