"""Durable appends of one event at a time, against plain INSERT of the same row and the hash-chain trigger that a team would write."""
import json
import subprocess

from measure import table
from measure.ledger import Ledger
from measure.sample import answered, execute, measure
from measure.server import ROOT

RIVALS = ROOT / "Benchmarks/rivals"
# Both are parameters of a prepared statement, so that they are sent and parsed in each call. The body has as many bytes as ours.
BODY = '{"specversion":"1.0","data":{"note":"' + "6" * 319 + '"}}'
PLAIN = (
    "INSERT INTO plain (ledger_id, recorded_at, first_index, position, event_id, leaf_hash, body) "
    "VALUES (1, 1795470000000000, 5, 0, gen_random_uuid(), :leaf, :body);")
CHAIN = "INSERT INTO chain (event_id, body) VALUES (gen_random_uuid(), :body);"
CLIENTS = (1, 8, 32, 64, 128)
CHAINED = (32, 128)


def pgbench(server, address, script, clients, seconds):
    """A sample of what pgbench does in some seconds."""
    path, said = server.directory / "script.sql", server.directory / "said"
    path.write_text(script + "\n")
    command = lambda *amount: ["pgbench", "-n", "-M", "prepared", "-D", f"body={BODY}", "-D", f"leaf={'l' * 32}", "-c", clients, "-j", min(clients, 2), *amount, "-f", path, address]

    def work():
        with said.open("w") as file:
            _, cpu, peak = execute(command("-T", seconds), stdout=file)
        return float(seconds), cpu, peak

    connecting = measure(server, 1, lambda: execute(command("-t", 1)))
    sample = measure(server, 1, work)
    # What it costs to connect is in no row: our callers share a connection.
    sample.client_cpu -= connecting.client_cpu
    sample.server_cpu -= connecting.server_cpu
    rate = float(next(line for line in said.read_text().splitlines() if line.startswith("tps")).split()[2])
    sample.count = max(1, int(rate * seconds))
    return sample


def processes(server, ledger, count, seconds):
    """As many processes, each with a key of its own and one caller."""
    def work():
        running = [ledger.inside("callers", "--callers", 1, "--seconds", seconds, author=number) for number in range(count)]
        return [json.loads(process.communicate(timeout=300)[0]) for process in running]

    return answered(server, work)


def run(server, quick, results, tell):
    seconds, rounds = (2, 1) if quick else (4, 5)
    ledger = Ledger(server, "single", authors=8)
    server.sql((RIVALS / "plain.sql").read_text() + (RIVALS / "chain.sql").read_text(), "single")
    ours, plain, chain = {count: [] for count in CLIENTS}, {count: [] for count in CLIENTS}, {count: [] for count in CHAINED}
    own, eight = [], []
    for number in range(rounds):
        for count in CLIENTS:
            ours[count].append(ledger.callers(count, seconds))
            plain[count].append(pgbench(server, ledger.address, PLAIN, count, seconds))
            if count in CHAINED:
                chain[count].append(pgbench(server, ledger.address, CHAIN, count, seconds))
            if count == 32:
                own.append(ledger.callers(count, seconds, "--events", "own"))
        eight.append(processes(server, ledger, 8, seconds))
        tell(f"round {number + 1}: " + ", ".join(f"{c} callers {ours[c][-1].rate:,.0f}/s, INSERT {plain[c][-1].rate:,.0f}/s" for c in CLIENTS)
             + f"; chain trigger {chain[32][-1].rate:,.0f}/s; 8 processes {eight[-1].rate:,.0f}/s")
    goals = {32: "1.75", 128: "2.5"}
    add = lambda work, a, b, name, goal="–": results["rows"].append(table.row(work, a, b, name, goal))
    add("durable append, 1 caller", ours[1], plain[1], "INSERT, 1 client", "0.4")
    for count in CLIENTS[1:]:
        add(f"durable append, {count} callers in a process", ours[count], plain[count], f"INSERT, {count} clients", goals.get(count, "–"))
    for count in CHAINED:
        add(f"durable append, {count} callers in a process", ours[count], chain[count], f"hash-chain trigger, {count} clients", "15" if count == 32 else "–")
    add("durable append of Cairn's own types, 32 callers", own, ours[32], "ours of a type that nobody knows")
    add("durable append, 8 processes with a key each", eight, plain[8], "INSERT, 8 clients")
    for count in (1, 32, 128):
        latency = ours[count][-1].details
        results["alone"][f"latency, {count} callers"] = f"median {latency['median']:.2f} ms, p99 {latency['p99']:.2f} ms"
    decay(server, ledger, seconds, results["alone"], tell)


def decay(server, ledger, seconds, alone, tell):
    """The same 32 callers while a snapshot is held open, and with 200 ledgers in the database."""
    free = ledger.callers(32, seconds).rate
    holder = subprocess.Popen(["psql", "-Xq", "-d", ledger.address], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    holder.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM cairn.entry WHERE idx < 10;\n")
    holder.stdin.flush()
    held = [ledger.callers(32, seconds).rate for _ in range(3)]
    holder.stdin.close()
    holder.wait()
    alone["32 callers while a snapshot is held, one run after another"] = ", ".join(f"{rate:,.0f}/s" for rate in held) + f" (without: {free:,.0f}/s)"
    server.sql("".join(f"SELECT cairn.create_ledger('ledger.bench.example/other-{number}');" for number in range(199)), "single")
    one, many = ledger.callers(1, seconds), ledger.callers(32, seconds)
    alone["with 200 ledgers in the database"] = f"1 caller {one.rate:,.0f}/s, 32 callers {many.rate:,.0f}/s"
    tell("long snapshot, 200 ledgers")
