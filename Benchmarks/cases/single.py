"""Durable appends of one event at a time, against plain INSERT of the same row and the hash-chain trigger that a team would write."""
import json
import subprocess

from measure import table
from measure.ledger import Ledger
from measure.sample import measure
from measure.server import ROOT

RIVALS = ROOT / "Benchmarks/rivals"
BODY = "\\x" + "61" * 350
PLAIN = (
    "INSERT INTO plain (ledger_id, recorded_at, first_index, position, event_id, leaf_hash, body) "
    f"VALUES (1, 1795470000000000, 5, 0, gen_random_uuid(), '\\x{'00' * 32}', '{BODY}');")
CHAIN = f"INSERT INTO chain (event_id, body) VALUES (gen_random_uuid(), '{BODY}');"


def pgbench(server, address, script, clients, seconds):
    """A sample of what pgbench does in some seconds."""
    path = server.directory / "script.sql"
    path.write_text(script + "\n")
    rate = 0.0

    def work():
        nonlocal rate
        done = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds), "-f", path, address],
                              capture_output=True, text=True, check=True)
        rate = float(next(line for line in done.stdout.splitlines() if line.startswith("tps")).split()[2])
        return float(seconds), 0, 0

    sample = measure(server, 1, work)
    sample.count = max(1, int(rate * seconds))
    return sample


def callers(server, ledger, count, seconds):
    answer = {}

    def work():
        answer.update(ledger.answer("callers", "--callers", count, "--seconds", seconds))
        return answer["seconds"], answer["cpu"], answer["peak"]

    sample = measure(server, 1, work)
    sample.count = answer["events"]
    sample.details = answer["latency"]
    return sample


def processes(server, ledger, count, seconds):
    """As many processes, each with a key of its own and one caller."""
    total = 0

    def work():
        nonlocal total
        running = [ledger.inside("callers", "--callers", 1, "--seconds", seconds, author=number) for number in range(count)]
        answers = [json.loads(process.communicate(timeout=300)[0]) for process in running]
        total = sum(answer["events"] for answer in answers)
        return max(answer["seconds"] for answer in answers), 0, 0

    sample = measure(server, 1, work)
    sample.count = total
    return sample


def run(server, quick, results, tell):
    seconds, rounds = (2, 1) if quick else (4, 5)
    ledger = Ledger(server, "single", authors=8)
    server.sql((RIVALS / "plain.sql").read_text() + (RIVALS / "chain.sql").read_text(), "single")
    plain = {clients: [] for clients in (1, 8, 32)}
    ours = {clients: [] for clients in (1, 8, 32)}
    chain, eight = [], []
    for number in range(rounds):
        for clients in (1, 8, 32):
            ours[clients].append(callers(server, ledger, clients, seconds))
            plain[clients].append(pgbench(server, ledger.address, PLAIN, clients, seconds))
        chain.append(pgbench(server, ledger.address, CHAIN, 32, seconds))
        eight.append(processes(server, ledger, 8, seconds))
        tell(f"round {number + 1}: " + ", ".join(f"{c} callers {ours[c][-1].rate:,.0f}/s, INSERT {plain[c][-1].rate:,.0f}/s" for c in ours)
             + f"; chain trigger {chain[-1].rate:,.0f}/s; 8 processes {eight[-1].rate:,.0f}/s")
    rates = lambda samples: [sample.rate for sample in samples]
    add = lambda work, a, b, name, goal: results["rows"].append(table.row(work, rates(a), rates(b), name, goal, a, b))
    add("durable append, 1 caller", ours[1], plain[1], "INSERT, 1 client", "0.5")
    add("durable append, 8 callers in a process", ours[8], plain[8], "INSERT, 8 clients", "–")
    add("durable append, 32 callers in a process", ours[32], plain[32], "INSERT, 32 clients", "3")
    add("the same", ours[32], chain, "hash-chain trigger, 32 clients", "20")
    add("durable append, 8 processes with a key each", eight, plain[8], "INSERT, 8 clients", "–")
    for count in (1, 32):
        latency = ours[count][-1].details
        results["alone"][f"latency, {count} callers"] = f"median {latency['median']:.2f} ms, p99 {latency['p99']:.2f} ms"
    decay(server, ledger, seconds, results["alone"], tell)


def decay(server, ledger, seconds, alone, tell):
    """The same 32 callers while a snapshot is held open, and with 200 ledgers in the database."""
    free = callers(server, ledger, 32, seconds).rate
    holder = subprocess.Popen(["psql", "-Xq", "-d", ledger.address], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    holder.stdin.write("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM cairn.entry WHERE idx < 10;\n")
    holder.stdin.flush()
    held = [callers(server, ledger, 32, seconds).rate for _ in range(3)]
    holder.stdin.close()
    holder.wait()
    alone["32 callers while a snapshot is held, one run after another"] = ", ".join(f"{rate:,.0f}/s" for rate in held) + f" (without: {free:,.0f}/s)"
    server.sql("".join(f"SELECT cairn.create_ledger('ledger.bench.example/other-{number}');" for number in range(199)), "single")
    one, many = callers(server, ledger, 1, seconds), callers(server, ledger, 32, seconds)
    alone["with 200 ledgers in the database"] = f"1 caller {one.rate:,.0f}/s, 32 callers {many.rate:,.0f}/s"
    tell("long snapshot, 200 ledgers")
