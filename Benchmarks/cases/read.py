"""Full verification against COPY TO STDOUT of the same rows in the same order, thrown away; then what is new only, an export, and proofs."""
import re
import subprocess
import time

from measure import events, table
from measure.ledger import Ledger
from measure.sample import execute, measure
from measure.server import ROOT

SETTINGS = "SET enable_sort = off; SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0"


def openssl(*arguments):
    """What openssl speed says of one algorithm: the fields of its last line."""
    done = subprocess.run(["openssl", "speed", "-mr", "-seconds", "1", *arguments], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.startswith("+F")][-1].split(":")


def copy_out(ledger):
    """The statement by which verification reads, over the whole ledger at once."""
    select = (ROOT / "Sources/Cairn/SQL/entries.sql").read_text()
    for place, value in (("$1", 1), ("$2", 0), ("$3", ledger.size)):
        select = select.replace(place, str(value))
    command = ["psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", ledger.address, "-c", f"{SETTINGS}; COPY ({select}) TO STDOUT (FORMAT binary)"]
    return measure(ledger.server, ledger.size, lambda: execute(command))


def small(server, name, shape):
    ledger = Ledger(server, name)
    ledger.append(100_000, 1, shape)
    ledger.seal(100_000)
    return ledger


def run(server, quick, results, tell):
    ledger, typed = getattr(server, "grown", None) or (small(server, "bulk", events.unknown), small(server, "own", events.own))
    ours, own, rival, own_rival = [], [], [], []
    for _ in range(2 if quick else 5):
        for one, verified, copied in ((ledger, ours, rival), (typed, own, own_rival)):
            verified.append(one.verify())
            copied.append(copy_out(one))
        tell(f"verify {ours[-1].rate:,.0f}/s, own types {own[-1].rate:,.0f}/s, COPY TO STDOUT {rival[-1].rate:,.0f}/s and {own_rival[-1].rate:,.0f}/s")
    results["rows"] += [
        table.row(f"full verification of {ledger.size:,}", ours, rival, "COPY TO STDOUT, thrown away", "0.65"),
        table.row(f"full verification of {typed.size:,} of Cairn's own types", own, own_rival, "COPY TO STDOUT of own types, thrown away", "0.65"),
    ]
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
    program = ledger.server.programs / "cairn"
    sealer = subprocess.Popen([program, "seal", "--follow"], env=ledger.environment, stdout=subprocess.DEVNULL)
    try:
        answer = ledger.answer("lag", "--events", 5 if quick else 20)
        alone["seal: wait of one event for its checkpoint"] = f"median {answer['median']:.0f} ms, most {answer['most']:.0f} ms"
        count = 100_000 if quick else 1_000_000
        begin = time.perf_counter()
        sample = ledger.append(count, 77)
        took = time.perf_counter() - begin
        while True:
            text = subprocess.run([program, "status"], env=ledger.environment, capture_output=True, text=True).stdout
            if re.search(r"\b0 not yet", text):
                break
            time.sleep(0.05)
        behind = time.perf_counter() - begin - took
        alone[f"import of {count:,} while a sealer follows"] = f"{sample.rate:,.0f}/s; all sealed {behind:.1f} s after the last was durable"
    finally:
        sealer.terminate()
        sealer.wait()
    tell("lag")
