"""The findings of an export in the order of the table "Findings of an export", and the verdict."""

from dataclasses import dataclass, field
from pathlib import Path

from . import tree
from .export import Entries, Found, check_tiles, read_bundles, read_file
from .judge import Judge
from .notes import MAX_CHECKPOINT, parse_checkpoint, parse_key
from .primitives import Malformed

VERIFIED, UNABLE, TAMPERED, REMARKS = range(4)
_SHOWN_AS_REMARKS = ("entry.body-withheld", "entry.not-redacted", "registry.without-effect", "registry.withheld")


def exit_of(code):
    """The exit code of one finding."""
    if code == "registry.newer-version":
        return UNABLE
    if code in _SHOWN_AS_REMARKS or code.startswith(("submission.", "redaction.")):
        return REMARKS
    return TAMPERED


@dataclass
class Report:
    """What the verification of an export found."""

    findings: list = field(default_factory=list)
    key_is_malformed: bool = False
    size: int | None = None
    entries: int = 0
    submissions: int = 0
    redactions: dict = field(default_factory=dict)
    registry_is_withheld: bool = False

    @property
    def exit(self):
        """The exit code of the whole: 2 before 1 before 3 before 0."""
        exits = {exit_of(code) for code, _ in self.findings} | ({UNABLE} if self.key_is_malformed else set())
        return next((code for code in (TAMPERED, UNABLE, REMARKS) if code in exits), VERIFIED)

    def add(self, code, index=None):
        """Append a finding."""
        self.findings.append((code, index))


def verify(directory, key_text, without_bodies=False):
    """Verify the export in this directory with the ledger's verifier key (bytes)."""
    report = Report()
    try:
        _verify(report, Path(directory), key_text, without_bodies)
    except Found as found:
        report.add(found.code, found.index)
    return report


def _verify(report, directory, key_text, without_bodies):
    """The rows of the table, one after the other. Each of 1 to 9 ends the verification if it finds something."""
    checkpoint = _read_checkpoint(directory)
    report.size = checkpoint.size
    try:
        key = parse_key(key_text)
    except Malformed:
        report.key_is_malformed = True
        return
    entries = _read_entries(report, directory, checkpoint, without_bodies)
    if tree.root(entries.leaves) != checkpoint.root:
        raise Found("tree.root", 0)
    check_tiles(directory, entries.leaves)
    signed = key.name == checkpoint.origin and checkpoint.note.is_signed_by(key)
    if entries.first_newer is not None:
        raise Found("registry.newer-version", entries.first_newer) if signed else Found("checkpoint.signature")
    judge = Judge(checkpoint.origin, entries.leaves, entries.submissions, without_bodies)
    judge.run()
    _report_judgement(report, judge, signed and judge.allows_checkpoint_key(key))


def _read_checkpoint(directory):
    """Row 1."""
    data = read_file(directory / "checkpoint", MAX_CHECKPOINT)
    if data is None:
        raise Found("export.missing-file")
    try:
        return parse_checkpoint(data)
    except Malformed:
        raise Found("checkpoint.malformed") from None


def _read_entries(report, directory, checkpoint, without_bodies):
    """Rows 3 to 5. All bundles are read before the first entry is checked."""
    bundles = list(read_bundles(directory, checkpoint.size, without_bodies))
    entries = Entries(checkpoint.origin)
    for bundle in bundles:
        entries.add(bundle)
    entries.finish()
    report.entries, report.submissions = len(entries.leaves), len(entries.submissions)
    return entries


def _report_judgement(report, judge, signed):
    """Rows 10 to 12."""
    report.redactions = judge.registry.redactions_by_type
    report.registry_is_withheld = judge.registry_is_withheld
    report.findings += judge.tampering
    if not signed:
        report.add("checkpoint.signature")
    report.findings += judge.remarks
