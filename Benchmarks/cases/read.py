"""Full verification against COPY TO STDOUT of the same rows in the same order, thrown away; then what is new only, an export, and proofs."""
import re
import subprocess
import time

from measure import table
from measure.ledger import CAIRN, Ledger
from measure.sample import execute, measure

SELECT = (
    "SET enable_sort = off; SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0; COPY (SELECT idx, recorded_at, first_index, position, "
    "event_id, leaf_hash, body FROM cairn.entry WHERE ledger_id = 1 ORDER BY idx) TO STDOUT (FORMAT binary)")


def openssl(*arguments):
    """What openssl speed says of one algorithm: the fields of its last line."""
    done = subprocess.run(["openssl", "speed", "-mr", "-seconds", "1", *arguments], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith("+F")][-1].split(":")


def run(server, quick, results, tell):
    ledger = getattr(server, "bulk", None)
    if ledger is None:
        ledger = Ledger(server, "bulk")
        ledger.append(100_000, 1)
        ledger.seal(100_000)
    rounds = 2 if quick else 5
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(ledger.verify())
        theirs.append(measure(server, ledger.size, lambda: execute(["psql", "-Xq", "-d", ledger.address, "-c", SELECT])))
        tell(f"verify {ours[-1].rate:,.0f}/s, COPY TO STDOUT {theirs[-1].rate:,.0f}/s")
    results["rows"].append(table.row(f"full verification of {ledger.size:,}", [s.rate for s in ours], [s.rate for s in theirs], "COPY TO STDOUT, thrown away", "0.9", ours, theirs))
    alone = results["alone"]
    memory = server.directory / "memory"
    ledger.verify("--remember", memory)
    alone["verify --new, nothing new"] = f"{ledger.verify('--remember', memory, '--new').seconds:.2f} s"
    ledger.append(1_000, 99)
    ledger.seal(1_000)
    alone["verify --new, 1,000 new"] = f"{ledger.verify('--remember', memory, '--new').seconds:.2f} s"
    proofs = ledger.answer("proofs", "--proofs", 100 if quick else 500)
    for kind in ("inclusion", "consistency"):
        alone[f"{kind} proof at {proofs['entries']:,}"] = f"median {proofs[kind]['median']:.2f} ms, p99 {proofs[kind]['p99']:.2f} ms"
    alone["SHA-256 of 448 bytes, openssl speed, one core"] = f"{float(openssl('-bytes', '448', '-evp', 'sha256')[-1]) / 448:,.0f}/s"
    signs, verifications = openssl("ed25519")[-2:]
    alone["Ed25519, openssl speed, one core"] = f"{float(signs):,.0f} signatures/s, {float(verifications):,.0f} verifications/s"
    tell("proofs and hashes")
    lag(ledger, quick, alone, tell)


def lag(ledger, quick, alone, tell):
    """How long an event waits for its seal while a sealer follows, first alone, then while a bulk import runs."""
    sealer = subprocess.Popen([CAIRN, "seal", "--follow"], env=ledger.environment, stdout=subprocess.DEVNULL)
    try:
        answer = ledger.answer("lag", "--events", 5 if quick else 20)
        alone["seal: wait of one event for its checkpoint"] = f"median {answer['median']:.0f} ms, most {answer['most']:.0f} ms"
        count = 100_000 if quick else 1_000_000
        begin = time.perf_counter()
        sample = ledger.append(count, 77)
        took = time.perf_counter() - begin
        while True:
            text = subprocess.run([CAIRN, "status"], env=ledger.environment, capture_output=True, text=True).stdout
            if re.search(r"\b0 not yet", text):
                break
            time.sleep(0.05)
        behind = time.perf_counter() - begin - took
        alone[f"import of {count:,} while a sealer follows"] = f"{sample.rate:,.0f}/s; all sealed {behind:.1f} s after the last was durable"
    finally:
        sealer.terminate()
        sealer.wait()
    tell("lag")
