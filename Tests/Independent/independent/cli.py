"""The command `verify-export`."""

import argparse
import json
import os
import sys

from .verify import REMARKS, TAMPERED, UNABLE, VERIFIED, verify

_VERDICTS = {VERIFIED: "verified", UNABLE: "not verified: this program can't judge it",
             TAMPERED: "NOT VERIFIED: tampered with, or evidence is missing", REMARKS: "verified, with remarks"}


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        """Wrong usage is exit 1; 2 would say that the export is tampered with."""
        self.print_usage(sys.stderr)
        self.exit(UNABLE, f"{self.prog}: {message}\n")


def _arguments(arguments):
    parser = _Parser(prog="verify-export", description="Verify an export of a ledger, offline.", allow_abbrev=False)
    parser.add_argument("directory", metavar="DIR", help="the export")
    parser.add_argument("--ledger-key", metavar="KEY", required=True, help="the ledger's verifier key")
    parser.add_argument("--without-bodies", action="store_true", help="absent bodies are withheld, not missing")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of lines")
    return parser.parse_args(arguments)


def _as_json(report):
    code, index = report.findings[0] if report.findings else (None, None)
    return json.dumps({"code": code, "index": index, "exit": report.exit, "findings": report.findings,
                       "size": report.size, "entries": report.entries, "submissions": report.submissions,
                       "redactions": report.redactions})


def _as_lines(report):
    """The findings, then the verdict."""
    for code, index in report.findings:
        yield code if index is None else f"{code} {index}"
    verdict = [_VERDICTS[report.exit]]
    if report.key_is_malformed:
        verdict.append("the ledger key given is malformed")
    if report.entries:
        verdict.append(f"{report.entries} entries, {report.submissions} submissions")
    if report.redactions:
        verdict.append("redacted " + ", ".join(f"{n} {name}" for name, n in report.redactions.items()))
    if report.registry_is_withheld:
        verdict.append("not verified are the keys")
    yield "; ".join(verdict)


def main(arguments=None):
    """Run the command; the result is its exit code."""
    options = _arguments(arguments)
    try:
        if not os.path.isdir(options.directory):
            raise NotADirectoryError(f"{options.directory} is not a directory")
        report = verify(options.directory, os.fsencode(options.ledger_key), options.without_bodies)
    except OSError as error:
        print(f"verify-export: {error}", file=sys.stderr)
        return UNABLE
    print(_as_json(report) if options.json else "\n".join(_as_lines(report)))
    return report.exit
