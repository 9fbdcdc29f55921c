"""Bulk append against COPY of the same rows into the same table and indexes; then sealing, and what an entry takes on disk."""
from measure import table
from measure.ledger import Ledger
from measure.sample import execute, measure


def copy(ledger, count, first):
    """COPY of the rows that were just appended, into a table of the same columns, indexes and partition."""
    rows = ledger.server.directory / "rows.bin"
    columns = f"SELECT * FROM cairn.entry WHERE ledger_id = 1 AND idx >= {first} ORDER BY idx"
    with open(rows, "wb") as file:
        execute(["psql", "-Xq", "-d", ledger.address, "-c", f"COPY ({columns}) TO STDOUT (FORMAT binary)"], stdout=file)
    with open(rows, "rb") as file:
        sample = measure(ledger.server, count, lambda: execute(["psql", "-Xq", "-d", ledger.address, "-c", "COPY rival FROM STDIN (FORMAT binary)"], stdin=file),
                         lambda: int(ledger.server.sql("SELECT pg_total_relation_size('rival_1')", ledger.database)[0][0]))
    rows.unlink()
    return sample


def rounds_of(server, count, rounds, tell):
    ledger = Ledger(server, "bulk")
    server.sql("CREATE TABLE rival (LIKE cairn.entry INCLUDING ALL) PARTITION BY LIST (ledger_id); CREATE TABLE rival_1 PARTITION OF rival FOR VALUES IN (1)", "bulk")
    ours, theirs, seals = [], [], []
    for number in range(rounds):
        first = ledger.size
        ours.append(ledger.append(count, number))
        theirs.append(copy(ledger, count, first))
        seals.append(ledger.seal(count))
        tell(f"bulk append {ours[-1].rate:,.0f}/s, COPY {theirs[-1].rate:,.0f}/s, seal {seals[-1].rate:,.0f}/s")
    return ledger, ours, theirs, seals


def storage(server):
    """Bytes an entry, column by column and index by index."""
    columns = ["ledger_id", "idx", "recorded_at", "first_index", "position", "event_id", "leaf_hash", "body"]
    widths = server.sql("SELECT " + ", ".join(f"avg(pg_column_size({c}))" for c in columns) + " FROM (SELECT * FROM cairn.entry_1 LIMIT 100000) e", "bulk")[0]
    sizes = server.sql(
        "SELECT c.relname, pg_relation_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cairn' "
        "AND (c.relname LIKE 'entry_1%' OR c.relname LIKE 'submission%' OR c.relname LIKE 'tile%') AND c.relkind IN ('r', 'i') ORDER BY 1", "bulk")
    count = int(server.sql("SELECT max(idx) + 1 FROM cairn.entry", "bulk")[0][0])
    account = {f"column {name}": f"{float(width):.1f}" for name, width in zip(columns, widths)}
    account.update({f"relation {name}": f"{int(size) / count:.1f}" for name, size in sizes})
    return {f"bytes an entry, {name}": value for name, value in account.items()}


def run(server, quick, results, tell):
    count, rounds = (100_000, 2) if quick else (500_000, 5)
    ledger, ours, theirs, seals = rounds_of(server, count, rounds, tell)
    results["rows"].append(table.row("bulk append, 1,000 a submission", [s.rate for s in ours], [s.rate for s in theirs], "COPY of the same rows", "0.6", ours, theirs))
    results["rows"].append(table.row("seal", [s.rate for s in seals], [s.rate for s in ours], "our bulk append", "1", seals))
    results["alone"].update(storage(server))
    results["ledger"] = ledger.size
    server.bulk = ledger
