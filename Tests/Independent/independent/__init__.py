"""A verifier of ledger exports, written from the specification of the formats (Formats.md) alone.

The modules follow the chapters of the specification:

    primitives   conventions, names            ed25519    the strict signature rule
    notes        keys, notes, checkpoints,     events     bodies, types and roles
                 statements                    tree       Merkle trees and tiles
    export       the files of an export        registry   what the events of the registry do
    judge        counting, redaction           verify     the findings in their order
    cli          the command
"""
