"""The PostgreSQL recorder of the Python package eventsourcing: what a team would take that wants an event store today."""
import json
import statistics
import subprocess
import sys

from measure import table
from measure.ledger import Ledger
from measure.sample import answered
from measure.server import ROOT

PACKAGES = ["eventsourcing[postgres]==9.5.6", "psycopg[binary]"]


def recorder(server, folder, seconds, batch):
    """A sample of one recorder that appends some events at a time."""
    def work():
        command = [sys.executable, ROOT / "Benchmarks/rivals/recorder.py", server.directory, "recorder", str(seconds), str(batch)]
        done = subprocess.run(command, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench: {done.stderr[-1000:]}")
        return [json.loads(done.stdout)]

    return answered(server, work)


def run(server, quick, results, tell):
    folder = server.directory / "packages"
    installed = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", folder, *PACKAGES], capture_output=True, text=True)
    if installed.returncode:
        results["alone"]["eventsourcing 9.5.6"] = "not measured: the package could not be installed"
        return tell("eventsourcing could not be installed")
    seconds, rounds = (2, 1) if quick else (4, 3)
    ledger = Ledger(server, "rivals")
    server.create_database("recorder")
    ours, single, hundred = [], [], []
    for _ in range(rounds):
        single.append(recorder(server, folder, seconds, 1))
        hundred.append(recorder(server, folder, seconds, 100))
        ours.append(ledger.callers(1, seconds))
        tell(f"eventsourcing {single[-1].rate:,.0f}/s, by 100 {hundred[-1].rate:,.0f}/s; one caller of ours {ours[-1].rate:,.0f}/s")
    results["rows"].append(table.row("durable append, 1 caller", ours, single, "Python eventsourcing 9.5.6", "–"))
    results["alone"]["eventsourcing 9.5.6, 100 events an append"] = f"{statistics.median(s.rate for s in hundred):,.0f}/s"
