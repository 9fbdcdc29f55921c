"""Bulk append against COPY of the same rows into the same table and indexes; then sealing, and what an entry takes on disk."""
import shutil
import statistics

from measure import events, table
from measure.ledger import Ledger
from measure.sample import execute, measure

RIVALS = "".join(f"CREATE TABLE {name} (LIKE cairn.entry INCLUDING ALL) PARTITION BY LIST (ledger_id); CREATE TABLE {name}_1 PARTITION OF {name} FOR VALUES IN (1);"
                 for name in ("whole", "pieces"))


def copy(ledger, rival, first, count, rows):
    """COPY of the rows that were just appended, some in a transaction, into a table of the same columns, indexes and partition."""
    folder = ledger.server.directory / "rows"
    folder.mkdir()
    files = {start: folder / f"{start}.bin" for start in range(first, first + count, rows)}
    script = folder / "script.sql"

    def run(lines):
        script.write_text("\n".join(lines))
        return execute(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", ledger.address, "-f", script])

    run(f"\\copy (SELECT * FROM cairn.entry WHERE ledger_id = 1 AND idx >= {start} AND idx < {start + rows} ORDER BY idx) TO '{path}' (FORMAT binary)"
        for start, path in files.items())
    sample = measure(ledger.server, count, lambda: run(f"\\copy {rival} FROM '{path}' (FORMAT binary)" for path in files.values()),
                     lambda: int(ledger.server.sql(f"SELECT pg_total_relation_size('{rival}_1')", ledger.database)[0][0]))
    shutil.rmtree(folder)
    return sample


def storage(ledger):
    """Bytes an entry, column by column and index by index."""
    sql = lambda text: ledger.server.sql(text, ledger.database)
    columns = [name for name, in sql("SELECT attname FROM pg_attribute WHERE attrelid = 'cairn.entry'::regclass AND attnum > 0 ORDER BY attnum")]
    widths = sql("SELECT " + ", ".join(f"coalesce(avg(pg_column_size({c})), 0)" for c in columns) + " FROM (SELECT * FROM cairn.entry_1 LIMIT 100000) e")[0]
    sizes = sql(
        "SELECT c.relname, pg_relation_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cairn' "
        "AND (c.relname LIKE 'entry_1%' OR c.relname LIKE 'submission%' OR c.relname LIKE 'tile%') AND c.relkind IN ('r', 'i') ORDER BY 1")
    account = {f"column {name}": f"{float(width):.1f}" for name, width in zip(columns, widths)}
    account.update({f"relation {name}": f"{int(size) / ledger.size:.1f}" for name, size in sizes})
    return {f"bytes an entry, {name}": value for name, value in account.items()}


def run(server, quick, results, tell):
    count, rounds = (100_000, 2) if quick else (500_000, 5)
    ledger, typed = Ledger(server, "bulk"), Ledger(server, "own")
    server.sql(RIVALS, ledger.database)
    ours, own, whole, pieces, seals = [], [], [], [], []
    for number in range(rounds):
        first = ledger.size
        ours.append(ledger.append(count, number))
        whole.append(copy(ledger, "whole", first, count, count))
        own.append(typed.append(count, number, events.own))
        pieces.append(copy(ledger, "pieces", first, count, 1_000))
        seals.append(ledger.seal(count))
        typed.seal(count)
        tell(f"bulk append {ours[-1].rate:,.0f}/s, own types {own[-1].rate:,.0f}/s, COPY {whole[-1].rate:,.0f}/s, by 1,000 {pieces[-1].rate:,.0f}/s, seal {seals[-1].rate:,.0f}/s")
    results["rows"] += [
        table.row("bulk append, 1,000 a submission", ours, whole, "COPY of the same rows, one transaction", "0.6"),
        table.row("bulk append, 1,000 a submission", ours, pieces, "COPY of the same rows, 1,000 a transaction", "0.9"),
        table.row("bulk append of Cairn's own types", own, ours, "ours of a type that nobody knows", "–"),
        table.row("seal", seals, ours, "our bulk append", "1"),
    ]
    growth = statistics.median(a.client_cpu / b.client_cpu for a, b in zip(own, ours))
    results["alone"]["client CPU of appending own types, by that of the unknown type"] = f"{growth:.2f}"
    results["alone"].update(storage(ledger))
    results["ledger"] = ledger.size
    server.grown = ledger, typed
